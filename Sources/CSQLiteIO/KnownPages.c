#include "CSQLiteIO.h"

/// SQLite's own page cache, and which numbers its pages have.
///
/// While SQLite balances a tree it lends one page the number of the page that locks use, which is beyond the end of
/// most files. Its own cache remembers that as the greatest number, and so walks through all of its pages when the
/// commit then cuts it to the file's length. https://www.sqlite.org/c3ref/pcache_methods2.html
typedef struct {
    sqlite3_pcache *pages;
    unsigned last; // No page has a greater number, but for one that has the lent one.
    unsigned lent; // The number of the page that locks use: of the one behind the first GiB.
} known_pages;

static sqlite3_pcache_methods2 original;

static known_pages *known(sqlite3_pcache *cache) {
    return (known_pages *)cache;
}

static int init(void *unused) {
    (void)unused;
    return original.xInit(original.pArg);
}

static void shut_down(void *unused) {
    (void)unused;
    original.xShutdown(original.pArg);
}

static sqlite3_pcache *create(int page_bytes, int extra_bytes, int is_purgeable) {
    known_pages *cache = sqlite3_malloc(sizeof *cache);
    if (cache == 0) return 0;
    cache->pages = original.xCreate(page_bytes, extra_bytes, is_purgeable);
    cache->last = 0;
    cache->lent = (1u << 30) / (unsigned)page_bytes + 1;
    if (cache->pages != 0) return (sqlite3_pcache *)cache;
    sqlite3_free(cache);
    return 0;
}

static void set_size(sqlite3_pcache *cache, int pages) {
    original.xCachesize(known(cache)->pages, pages);
}

static int count(sqlite3_pcache *cache) {
    return original.xPagecount(known(cache)->pages);
}

static sqlite3_pcache_page *fetch(sqlite3_pcache *cache, unsigned number, int creates) {
    if (creates && number > known(cache)->last) known(cache)->last = number;
    return original.xFetch(known(cache)->pages, number, creates);
}

static void unpin(sqlite3_pcache *cache, sqlite3_pcache_page *page, int discards) {
    original.xUnpin(known(cache)->pages, page, discards);
}

static void rekey(sqlite3_pcache *cache, sqlite3_pcache_page *page, unsigned from, unsigned to) {
    if (to != known(cache)->lent && to > known(cache)->last) known(cache)->last = to;
    original.xRekey(known(cache)->pages, page, from, to);
}

/// Lets go of all pages from a number on.
static void cut(sqlite3_pcache *cache, unsigned from) {
    if (from > known(cache)->last) return;
    original.xTruncate(known(cache)->pages, from);
    known(cache)->last = from == 0 ? 0 : from - 1;
}

static void destroy(sqlite3_pcache *cache) {
    original.xDestroy(known(cache)->pages);
    sqlite3_free(cache);
}

static void shrink(sqlite3_pcache *cache) {
    original.xShrink(known(cache)->pages);
}

int kith_know_cached_pages(void) {
    sqlite3_pcache_methods2 current;
    int result = sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &current);
    if (result != SQLITE_OK || current.xCreate == create) return result;
    original = current;
    sqlite3_pcache_methods2 methods = {
        .iVersion = 1,
        .xInit = init,
        .xShutdown = shut_down,
        .xCreate = create,
        .xCachesize = set_size,
        .xPagecount = count,
        .xFetch = fetch,
        .xUnpin = unpin,
        .xRekey = rekey,
        .xTruncate = cut,
        .xDestroy = destroy,
        .xShrink = shrink,
    };
    return sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}
