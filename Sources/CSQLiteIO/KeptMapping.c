#include "CSQLiteIO.h"

/// The methods of an open file whose mapping is kept as long as the file has the size that it was mapped at.
typedef struct {
    sqlite3_io_methods methods; // First, so that the file's own pointer leads here.
    const sqlite3_io_methods *original;
    sqlite3_int64 size; // In bytes, when the mapping was last let go; -1 where that is not known.
} kept_mapping;

/// A NULL page asks for the mapping to be let go: SQLite does so for each commit of another connection, in case that
/// the file was cut. https://www.sqlite.org/c3ref/io_methods.html
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
    kept_mapping *kept = (kept_mapping *)file->pMethods;
    if (page == 0) {
        sqlite3_int64 size = -1;
        if (kept->original->xFileSize(file, &size) != SQLITE_OK) size = -1;
        if (size >= 0 && size == kept->size) return SQLITE_OK;
        kept->size = size;
    }
    return kept->original->xUnfetch(file, offset, page);
}

static int close_file(sqlite3_file *file) {
    kept_mapping *kept = (kept_mapping *)file->pMethods;
    file->pMethods = kept->original;
    sqlite3_free(kept);
    return file->pMethods->xClose(file);
}

int kith_keep_mapping(sqlite3 *db) {
    sqlite3_file *file = 0;
    int result = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result != SQLITE_OK || file == 0 || file->pMethods == 0 || file->pMethods->iVersion < 3) return result;
    kept_mapping *kept = sqlite3_malloc64(sizeof *kept);
    if (kept == 0) return SQLITE_NOMEM;
    kept->methods = *file->pMethods;
    kept->methods.xUnfetch = unfetch;
    kept->methods.xClose = close_file;
    kept->original = file->pMethods;
    kept->size = -1;
    file->pMethods = &kept->methods;
    return SQLITE_OK;
}
