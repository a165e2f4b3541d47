#ifndef KITH_CEPOLL_H
#define KITH_CEPOLL_H

// accept4 and the epoll and timerfd calls, which Swift's Glibc module leaves out. The header includes as little as it
// can: a system type that both this module and Swift's Glibc module define, with _GNU_SOURCE or without, is a type twice.
#include <stdint.h>
#include <sys/epoll.h>

/// The event bits as plain numbers: Swift imports the kernel's names as an enumeration and a macro it cannot read.
static const uint32_t kith_epoll_in = EPOLLIN;
static const uint32_t kith_epoll_out = EPOLLOUT;
static const uint32_t kith_epoll_error = EPOLLERR;
static const uint32_t kith_epoll_hangup = EPOLLHUP;
static const uint32_t kith_epoll_peer_hangup = EPOLLRDHUP;
static const uint32_t kith_epoll_edge = EPOLLET;

/// The kernel's event record with its 64 bits of user data as a plain number.
static inline struct epoll_event kith_epoll_event(uint32_t events, uint64_t data) {
    struct epoll_event event = {.events = events, .data = {.u64 = data}};
    return event;
}

/// The user data of an event record, which is packed on some machines and not on others.
static inline uint64_t kith_epoll_data(const struct epoll_event *event) {
    return event->data.u64;
}

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC; `address` and `length` as there.
int kith_accept(int fd, void *address, uint32_t *length);

/// A timer descriptor on the monotonic clock, non-blocking and closed on exec; -1 with errno.
int kith_timer(void);

/// Sets a timer descriptor to fire once after so many nanoseconds; 0 stops it.
int kith_timer_after(int fd, uint64_t nanoseconds);

/// A descriptor that becomes readable by kith_rouse(), non-blocking and closed on exec; -1 with errno.
int kith_rouser(void);

/// Makes such a descriptor readable.
void kith_rouse(int fd);

/// A second descriptor for an open file, closed on exec; -1 with errno.
int kith_duplicate(int fd);

/// Makes a descriptor that came from elsewhere non-blocking and closed on exec; -1 with errno.
int kith_set_nonblocking_cloexec(int fd);

/// How many bytes the kernel still holds that the peer of a socket has not acknowledged; -1 where it cannot say.
int kith_unacknowledged(int fd);

#endif
