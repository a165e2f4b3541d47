#ifndef KITH_CSQLITEIO_H
#define KITH_CSQLITEIO_H

// What stands between SQLite and its files and pages. Each wraps what SQLite has, and changes one thing of it.
#include <sqlite3.h>

/// Lets a connection keep its mapping of the main database file over commits of others that leave the file's size as it
/// is. To be called once, after the file was opened; without effect where the file cannot be mapped.
int kith_keep_mapping(sqlite3 *db);

/// How much a gathered log keeps before it writes, in bytes: SQLite's own layer takes less than 128 KiB at a time.
static const int kith_gathered_bytes_max = 31 * (24 + 4096);

/// Has a connection write the frames of its write-ahead log together instead of in two writes each: at the latest
/// where it syncs the log, or reads it. To be called once, on a connection that has opened its log and syncs each
/// commit (`synchronous=FULL`): without a sync others would look for frames that are not in the file yet. Without
/// effect on disks for which SQLite pads its commits to whole sectors. Takes the connection's rollback hook.
int kith_gather_log(sqlite3 *db);

/// Has every page cache of the process know which numbers its pages have, so that cutting it to a length beyond them
/// walks through nothing. Before SQLite's first use alone; SQLITE_MISUSE afterwards, and all is as it was.
int kith_know_cached_pages(void);

#endif
