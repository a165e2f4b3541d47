#ifndef KITH_CEPOLL_H
#define KITH_CEPOLL_H

// accept4 and the epoll, timerfd and socket option names which Swift's Glibc module leaves out.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/// The event bits as plain 32-bit numbers: Swift imports the kernel's names as an enumeration and a macro it cannot read.
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

static inline int kith_accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(fd, address, length, flags);
}

/// Sets a timer descriptor to fire once after so many nanoseconds; 0 stops it.
static inline int kith_timerfd_after(int fd, uint64_t nanoseconds) {
    struct itimerspec when = {
        .it_interval = {0, 0},
        .it_value = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)},
    };
    return timerfd_settime(fd, 0, &when, 0);
}

/// fcntl(2) takes variable arguments, which Swift cannot call with any type it likes.
static inline int kith_duplicate(int fd) {
    return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

static inline int kith_set_nonblocking_cloexec(int fd) {
    int status = fcntl(fd, F_GETFL);
    if (status < 0 || fcntl(fd, F_SETFL, status | O_NONBLOCK) < 0) return -1;
    return fcntl(fd, F_SETFD, FD_CLOEXEC);
}

#endif
