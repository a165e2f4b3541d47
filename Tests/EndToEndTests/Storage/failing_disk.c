// A disk that fails while a test says so: preloaded before the program, it stands between SQLite and the system.
//
// FAILING_DISK names a file of two bytes that both share: which calls fail, and every how many of them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic unsigned char *order; // [0]: which calls, [1]: every how many
static atomic_uint calls;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAILING_DISK");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *bytes = mmap(0, 2, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (bytes != MAP_FAILED) order = bytes;
}

// Whether a call of this kind fails now: 'w'rites, 's'yncs, 't'runcations, 'h'alf writes, or 'a'll of them.
static int fails(char kind) {
    if (order == 0) return 0;
    unsigned char wanted = order[0];
    if (wanted != (unsigned char)kind && !(wanted == 'a' && kind != 'h')) return 0;
    unsigned char every = order[1];
    return every <= 1 || atomic_fetch_add(&calls, 1) % every == 0;
}

static void *next_of(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

#define WRITE(name, offset_type)                                                                                       \
    ssize_t name(int file, const void *bytes, size_t count, offset_type offset) {                                      \
        ssize_t (*next)(int, const void *, size_t, offset_type) = next_of(#name);                                      \
        if (fails('w')) return errno = EIO, -1;                                                                        \
        /* What a disk does as it runs full: the beginning is written, and of the rest not a byte. */                  \
        if (count > 1 && fails('h')) return next(file, bytes, count / 2, offset) < 0 ? -1 : (errno = ENOSPC, -1);      \
        return next(file, bytes, count, offset);                                                                       \
    }
#define SYNC(name)                                                                                                     \
    int name(int file) {                                                                                               \
        int (*next)(int) = next_of(#name);                                                                             \
        return fails('s') ? (errno = EIO, -1) : next(file);                                                            \
    }
#define TRUNCATE(name, offset_type)                                                                                    \
    int name(int file, offset_type size) {                                                                             \
        int (*next)(int, offset_type) = next_of(#name);                                                                \
        return fails('t') ? (errno = EIO, -1) : next(file, size);                                                      \
    }

WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)
SYNC(fsync)
SYNC(fdatasync)
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
