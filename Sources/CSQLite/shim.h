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

#endif
