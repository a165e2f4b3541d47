#ifndef KITH_CEPOLL_H
#define KITH_CEPOLL_H

// accept4 and the epoll and eventfd calls, which Swift's Glibc module leaves out.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// The kernel's event record with its 64 bits of user data as a plain number.
static inline struct epoll_event kith_epoll_event(uint32_t events, uint64_t data) {
    struct epoll_event event = {.events = events, .data = {.u64 = data}};
    return event;
}

static inline int kith_accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(fd, address, length, flags);
}

#endif
