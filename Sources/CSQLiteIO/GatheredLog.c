#include "CSQLiteIO.h"
#include <string.h>

/// The methods of an open write-ahead log, and what is written to it but not yet to the file.
///
/// SQLite syncs a commit before it tells others of its frames, so nobody looks for what is only here. Where the file
/// refuses what was gathered, it stays, and the next write or the sync tries again; where that fails too, the commit
/// does, as it would have with the write. What a transaction has gathered and did not commit is forgotten with it:
/// another process may write its own frames to the same place from then on.
typedef struct {
    sqlite3_io_methods methods; // First, so that the file's own pointer leads here.
    const sqlite3_io_methods *original;
    sqlite3_int64 offset; // In the file, of the first byte that is gathered.
    int count;            // Of bytes that are gathered.
    unsigned char bytes[];
} gathered_log;

static gathered_log *log_of(sqlite3_file *file) {
    return (gathered_log *)file->pMethods;
}

static int flush(sqlite3_file *file) {
    gathered_log *log = log_of(file);
    if (log->count == 0) return SQLITE_OK;
    int result = log->original->xWrite(file, log->bytes, log->count, log->offset);
    if (result == SQLITE_OK) log->count = 0;
    return result;
}

static int write_bytes(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    gathered_log *log = log_of(file);
    if (offset != log->offset + log->count || count > kith_gathered_bytes_max - log->count) {
        int result = flush(file);
        if (result != SQLITE_OK) return result;
        if (count > kith_gathered_bytes_max) return log->original->xWrite(file, bytes, count, offset);
        log->offset = offset;
    }
    memcpy(log->bytes + log->count, bytes, (size_t)count);
    log->count += count;
    return SQLITE_OK;
}

static int read_bytes(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int result = flush(file);
    return result == SQLITE_OK ? log_of(file)->original->xRead(file, bytes, count, offset) : result;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    int result = flush(file);
    return result == SQLITE_OK ? log_of(file)->original->xTruncate(file, size) : result;
}

static int sync_file(sqlite3_file *file, int flags) {
    int result = flush(file);
    return result == SQLITE_OK ? log_of(file)->original->xSync(file, flags) : result;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    int result = flush(file);
    return result == SQLITE_OK ? log_of(file)->original->xFileSize(file, size) : result;
}

/// What is still gathered here is of no commit, for a commit is synced.
static int close_file(sqlite3_file *file) {
    gathered_log *log = log_of(file);
    file->pMethods = log->original;
    sqlite3_free(log);
    return file->pMethods->xClose(file);
}

/// Called after each rollback, also of a commit that failed and of those that SQLite makes by itself; never of a
/// savepoint, whose transaction goes on. https://www.sqlite.org/c3ref/commit_hook.html
static void forget(void *log_file) {
    sqlite3_file *file = log_file;
    if (file->pMethods != 0 && file->pMethods->xClose == close_file) log_of(file)->count = 0;
}

int kith_gather_log(sqlite3 *db) {
    sqlite3_file *file = 0;
    int result = sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
    if (result != SQLITE_OK) return result;
    if (file == 0 || file->pMethods == 0) return SQLITE_MISUSE;
    // Where a commit is padded to whole sectors, its last frame goes on behind the sync.
    if (!(file->pMethods->xDeviceCharacteristics(file) & SQLITE_IOCAP_POWERSAFE_OVERWRITE)) return SQLITE_OK;
    gathered_log *log = sqlite3_malloc64(sizeof *log + (sqlite3_uint64)kith_gathered_bytes_max);
    if (log == 0) return SQLITE_NOMEM;
    log->methods = *file->pMethods;
    log->methods.xWrite = write_bytes;
    log->methods.xRead = read_bytes;
    log->methods.xTruncate = truncate_file;
    log->methods.xSync = sync_file;
    log->methods.xFileSize = file_size;
    log->methods.xClose = close_file;
    log->original = file->pMethods;
    log->offset = 0;
    log->count = 0;
    file->pMethods = &log->methods;
    // The file's place belongs to the connection, and is there for as long as it can roll back.
    sqlite3_rollback_hook(db, forget, file);
    return SQLITE_OK;
}
