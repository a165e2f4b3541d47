#ifndef KITH_CSQLITE_SHIM_H
#define KITH_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Turns SQLite's memory statistics off: they are one global lock on each allocation.
/// To be called once, before any other SQLite call. Swift cannot call the variadic original.
static inline int kith_sqlite3_config_no_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// `sqlite3_db_config` for the options that take an int and answer an int.
static inline int kith_sqlite3_db_config_int(sqlite3 *db, int option, int value, int *now) {
    return sqlite3_db_config(db, option, value, now);
}

/// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift does not import.
static inline sqlite3_destructor_type kith_sqlite3_transient(void) {
    return SQLITE_TRANSIENT;
}

/// The methods of an open file whose mapping is kept as long as the file has the size that it was mapped at.
typedef struct {
    sqlite3_io_methods methods; // First, so that the file's own pointer leads here.
    const sqlite3_io_methods *original;
    sqlite3_int64 size; // In bytes, when the mapping was last let go; -1 where that is not known.
} kith_kept_mapping;

/// A NULL page asks for the mapping to be let go: SQLite does so for each commit of another connection, in case that the
/// file was cut. https://www.sqlite.org/c3ref/io_methods.html
static inline int kith_kept_mapping_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
    kith_kept_mapping *kept = (kith_kept_mapping *)file->pMethods;
    if (page == 0) {
        sqlite3_int64 size = -1;
        if (kept->original->xFileSize(file, &size) != SQLITE_OK) size = -1;
        if (size >= 0 && size == kept->size) return SQLITE_OK;
        kept->size = size;
    }
    return kept->original->xUnfetch(file, offset, page);
}

static inline int kith_kept_mapping_close(sqlite3_file *file) {
    kith_kept_mapping *kept = (kith_kept_mapping *)file->pMethods;
    file->pMethods = kept->original;
    sqlite3_free(kept);
    return file->pMethods->xClose(file);
}

/// Lets a connection keep its mapping of the main database file over commits of others that leave the file's size as it
/// is. To be called once, after the file was opened; without effect where the file cannot be mapped.
static inline int kith_keep_mapping(sqlite3 *db) {
    sqlite3_file *file = 0;
    int result = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result != SQLITE_OK || file == 0 || file->pMethods == 0 || file->pMethods->iVersion < 3) return result;
    kith_kept_mapping *kept = (kith_kept_mapping *)sqlite3_malloc64(sizeof *kept);
    if (kept == 0) return SQLITE_NOMEM;
    kept->methods = *file->pMethods;
    kept->methods.xUnfetch = kith_kept_mapping_unfetch;
    kept->methods.xClose = kith_kept_mapping_close;
    kept->original = file->pMethods;
    kept->size = -1;
    file->pMethods = &kept->methods;
    return SQLITE_OK;
}

#endif
