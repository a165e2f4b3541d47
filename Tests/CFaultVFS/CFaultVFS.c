#include "CFaultVFS.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Of libdispatch, whose headers a C target does not find on Linux; NULL is the queue that runs just now. */
extern const char *dispatch_queue_get_label(void *queue);

/* A change of a file that was not synced yet: bytes at an offset, or a new length where there are no bytes. */
struct change {
    struct change *next;
    sqlite3_int64 offset;
    int length;
    unsigned char *bytes;
};

/* What is known of one file by name: what it held at its last sync, and what was changed since. */
struct record {
    struct record *next;
    char *name;
    unsigned char *synced;
    sqlite3_int64 synced_length;
    struct change *first, *last;
};

struct fault_file {
    sqlite3_file base;
    struct record *record;
    sqlite3_file real[]; /* the usual layer's own */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t watched_call = PTHREAD_COND_INITIALIZER;
static sqlite3_vfs *usual;
static enum fault_kind kind;
static int at, times, calls, happened, is_dark, overwrites_are_safe;
static char *watched_queue;
static int counts_watched, watched_calls;
static struct record *records;

static sqlite3_file *real(sqlite3_file *file) { return ((struct fault_file *)file)->real; }

/* Counts a call and says what becomes of it. */
static enum fault_kind next_call(void) {
    int is_watched = watched_queue && strcmp(dispatch_queue_get_label(NULL), watched_queue) == 0;
    if (is_watched) {
        watched_calls++;
        pthread_cond_broadcast(&watched_call);
    }
    if (is_dark) return fault_io;
    calls++;
    if (counts_watched && !is_watched) return fault_none;
    int number = counts_watched ? watched_calls : calls;
    if (kind == fault_none || at == 0 || number < at || number >= at + times) return fault_none;
    happened = 1;
    if (kind == fault_power) is_dark = 1;
    return kind == fault_power ? fault_io : kind;
}

static void forget_changes(struct record *record) {
    while (record->first) {
        struct change *change = record->first;
        record->first = change->next;
        free(change->bytes);
        free(change);
    }
    record->last = NULL;
}

static void note_change(struct record *record, sqlite3_int64 offset, const void *bytes, int length) {
    struct change *change = calloc(1, sizeof *change);
    change->offset = offset;
    change->length = length;
    if (bytes) {
        change->bytes = malloc((size_t)length);
        memcpy(change->bytes, bytes, (size_t)length);
    }
    if (record->last) record->last->next = change; else record->first = change;
    record->last = change;
}

/* Remembers what the file holds now as what a power cut leaves. */
static void note_synced(struct record *record) {
    int descriptor = open(record->name, O_RDONLY);
    if (descriptor < 0) return;
    sqlite3_int64 length = lseek(descriptor, 0, SEEK_END);
    record->synced = realloc(record->synced, (size_t)length + 1);
    record->synced_length = pread(descriptor, record->synced, (size_t)length, 0);
    close(descriptor);
    forget_changes(record);
}

static struct record *find_record(const char *name, int makes) {
    for (struct record *record = records; record; record = record->next)
        if (strcmp(record->name, name) == 0) return record;
    if (!makes) return NULL;
    struct record *record = calloc(1, sizeof *record);
    record->name = strdup(name);
    record->next = records;
    records = record;
    return record;
}

static int fault_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int fault_read(sqlite3_file *file, void *into, int count, sqlite3_int64 offset) {
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    pthread_mutex_unlock(&lock);
    if (now != fault_none) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), into, count, offset);
}

static int fault_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 offset) {
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    struct record *record = ((struct fault_file *)file)->record;
    int result = now == fault_none ? SQLITE_OK : now == fault_io ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    int lands = now == fault_none ? count : now == fault_short_write ? count / 2 : 0;
    if (lands > 0) {
        int landed = real(file)->pMethods->xWrite(real(file), from, lands, offset);
        if (result == SQLITE_OK) result = landed;
        if (record) note_change(record, offset, from, lands);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 length) {
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    struct record *record = ((struct fault_file *)file)->record;
    int result = SQLITE_IOERR_TRUNCATE;
    if (now == fault_none) {
        result = real(file)->pMethods->xTruncate(real(file), length);
        if (record) note_change(record, length, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int fault_sync(sqlite3_file *file, int flags) {
    (void)flags;
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    struct record *record = ((struct fault_file *)file)->record;
    /* Nothing is really synced: only the record says what a power cut leaves. */
    if (now == fault_none && record) note_synced(record);
    pthread_mutex_unlock(&lock);
    return now == fault_none ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size) {
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    pthread_mutex_unlock(&lock);
    if (now != fault_none) return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int fault_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
static int fault_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
static int fault_reserved(sqlite3_file *file, int *out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
static int fault_control(sqlite3_file *file, int op, void *arg) {
    return real(file)->pMethods->xFileControl(real(file), op, arg);
}
static int fault_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
static int fault_traits(sqlite3_file *file) {
    int traits = real(file)->pMethods->xDeviceCharacteristics(real(file)) & ~SQLITE_IOCAP_POWERSAFE_OVERWRITE;
    return overwrites_are_safe ? traits | SQLITE_IOCAP_POWERSAFE_OVERWRITE : traits;
}
static int fault_map(sqlite3_file *file, int page, int size, int extends, void volatile **out) {
    pthread_mutex_lock(&lock);
    enum fault_kind now = next_call();
    pthread_mutex_unlock(&lock);
    if (now != fault_none) return SQLITE_IOERR_SHMMAP;
    return real(file)->pMethods->xShmMap(real(file), page, size, extends, out);
}
static int fault_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void fault_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
static int fault_unmap(sqlite3_file *file, int deletes) {
    return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

static const sqlite3_io_methods methods = {
    2, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock, fault_unlock,
    fault_reserved, fault_control, fault_sector, fault_traits, fault_map, fault_shm_lock, fault_barrier, fault_unmap,
    NULL, NULL,
};

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    struct fault_file *opened = (struct fault_file *)file;
    opened->base.pMethods = NULL;
    pthread_mutex_lock(&lock);
    int result = SQLITE_CANTOPEN;
    if (next_call() == fault_none) {
        result = usual->xOpen(usual, name, opened->real, flags, out);
        opened->record = NULL;
        if (result == SQLITE_OK) {
            opened->base.pMethods = &methods;
            if (name && !find_record(name, 0)) note_synced(opened->record = find_record(name, 1));
            else if (name) opened->record = find_record(name, 0);
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int fault_delete(sqlite3_vfs *vfs, const char *name, int syncs) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    int result = SQLITE_IOERR_DELETE;
    if (next_call() == fault_none) {
        result = usual->xDelete(usual, name, syncs);
        struct record *record = find_record(name, 0);
        if (record) {
            forget_changes(record);
            record->synced_length = -1; /* is not there */
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int fault_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    (void)vfs;
    return usual->xAccess(usual, name, flags, out);
}
static int fault_full_name(sqlite3_vfs *vfs, const char *name, int count, char *out) {
    (void)vfs;
    return usual->xFullPathname(usual, name, count, out);
}

int fault_register(void) {
    static sqlite3_vfs layer;
    pthread_mutex_lock(&lock);
    if (!usual) {
        usual = sqlite3_vfs_find(NULL);
        layer = *usual;
        layer.zName = "fault";
        layer.szOsFile = (int)sizeof(struct fault_file) + usual->szOsFile;
        layer.pNext = NULL;
        layer.xOpen = fault_open;
        layer.xDelete = fault_delete;
        layer.xAccess = fault_access;
        layer.xFullPathname = fault_full_name;
    }
    int result = sqlite3_vfs_register(&layer, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

static void arm(enum fault_kind new_kind, int new_at, int new_times, int new_counts_watched) {
    pthread_mutex_lock(&lock);
    kind = new_kind;
    at = new_at;
    times = new_times;
    counts_watched = new_counts_watched;
    calls = 0;
    watched_calls = 0;
    happened = 0;
    pthread_mutex_unlock(&lock);
}

void fault_arm(enum fault_kind kind, int at, int times) { arm(kind, at, times, 0); }
void fault_arm_watched(enum fault_kind kind, int at, int times) { arm(kind, at, times, 1); }

void fault_watch(const char *queue) {
    pthread_mutex_lock(&lock);
    free(watched_queue);
    watched_queue = queue ? strdup(queue) : NULL;
    pthread_mutex_unlock(&lock);
}

void fault_promise_overwrites(int promises) {
    pthread_mutex_lock(&lock);
    overwrites_are_safe = promises;
    pthread_mutex_unlock(&lock);
}

int fault_calls(void) {
    pthread_mutex_lock(&lock);
    int result = calls;
    pthread_mutex_unlock(&lock);
    return result;
}

int fault_watched_calls(void) {
    pthread_mutex_lock(&lock);
    int result = watched_calls;
    pthread_mutex_unlock(&lock);
    return result;
}

void fault_await_watched(int known, int milliseconds) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += (long)milliseconds * 1000000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    pthread_mutex_lock(&lock);
    while (watched_calls <= known && pthread_cond_timedwait(&watched_call, &lock, &end) == 0) {}
    pthread_mutex_unlock(&lock);
}

int fault_happened(void) {
    pthread_mutex_lock(&lock);
    int result = happened;
    pthread_mutex_unlock(&lock);
    return result;
}

/* Puts back what was synced, then of each later write the sectors that the seed chooses. */
static void darken(struct record *record, unsigned *seed) {
    unlink(record->name);
    if (record->synced_length < 0) return;
    int descriptor = open(record->name, O_RDWR | O_CREAT, 0600);
    if (descriptor < 0) return;
    ssize_t written = pwrite(descriptor, record->synced, (size_t)record->synced_length, 0);
    for (struct change *change = record->first; change; change = change->next) {
        if (!change->bytes) {
            if (rand_r(seed) & 1) written = ftruncate(descriptor, change->offset);
            continue;
        }
        for (int done = 0; done < change->length; done += 512) {
            int part = change->length - done < 512 ? change->length - done : 512;
            if (rand_r(seed) & 1) written = pwrite(descriptor, change->bytes + done, (size_t)part, change->offset + done);
        }
    }
    (void)written;
    close(descriptor);
}

void fault_power_back(unsigned seed) {
    pthread_mutex_lock(&lock);
    while (records) {
        struct record *record = records;
        records = record->next;
        if (is_dark) darken(record, &seed);
        forget_changes(record);
        free(record->synced);
        free(record->name);
        free(record);
    }
    is_dark = 0;
    kind = fault_none;
    pthread_mutex_unlock(&lock);
}
