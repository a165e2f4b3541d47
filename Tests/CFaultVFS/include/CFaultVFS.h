#ifndef KITH_CFAULTVFS_H
#define KITH_CFAULTVFS_H

/// An operating-system layer of SQLite for tests: it passes calls on to the usual one, counts those that can fail, and
/// makes one of them fail, or the power. One process, one test at a time.

/// What happens at the chosen call.
enum fault_kind {
    fault_none = 0,
    fault_io = 1,           /* SQLITE_IOERR_… of the call */
    fault_full = 2,         /* SQLITE_FULL, for writes; an I/O error for the rest */
    fault_short_write = 3,  /* half of a write lands, then SQLITE_FULL; an I/O error for the rest */
    fault_power = 4,        /* the power goes: what was not synced may be lost, and every later call fails */
};

/// Registers the layer under the name "fault". Harmless to repeat.
int fault_register(void);

/// Whether files that are opened from now on say that a write which the power cuts off harms nothing beside what it
/// writes, which is so in either case. SQLite pads its commits to whole sectors where that is not said.
void fault_promise_overwrites(int promises);

/// Counts from now on, and lets call number `at` fail (1 is the next one; 0 for none), and the `times - 1` after it.
void fault_arm(enum fault_kind kind, int at, int times);

/// Says on which dispatch queue, by its label, calls are counted by themselves as well; NULL for none.
void fault_watch(const char *queue);

/// As `fault_arm`, though only calls on the watched queue are counted and meet the fault. After a power cut all fail.
void fault_arm_watched(enum fault_kind kind, int at, int times);

/// How many calls the watched queue has made since `fault_arm`, after a power cut too.
int fault_watched_calls(void);

/// Waits until the watched queue has made more calls than that, or the time is over.
void fault_await_watched(int calls, int milliseconds);

/// How many calls that can fail were made since `fault_arm`.
int fault_calls(void);

/// Whether the chosen fault has happened since `fault_arm`.
int fault_happened(void);

/// After the power went: leaves on disk what was synced, and of each later write a part that `seed` chooses.
/// To be called when every connection is closed; afterwards the layer works again.
void fault_power_back(unsigned seed);

#endif
