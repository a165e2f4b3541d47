#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CEpoll.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>

int kith_accept(int fd, void *address, uint32_t *length) {
    return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int kith_timer(void) {
    return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
}

int kith_timer_after(int fd, uint64_t nanoseconds) {
    struct itimerspec when = {
        .it_interval = {0, 0},
        .it_value = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)},
    };
    return timerfd_settime(fd, 0, &when, 0);
}

int kith_rouser(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void kith_rouse(int fd) {
    eventfd_write(fd, 1);
}

int kith_duplicate(int fd) {
    return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

int kith_set_nonblocking_cloexec(int fd) {
    int status = fcntl(fd, F_GETFL);
    if (status < 0 || fcntl(fd, F_SETFL, status | O_NONBLOCK) < 0) return -1;
    return fcntl(fd, F_SETFD, FD_CLOEXEC);
}

int kith_unacknowledged(int fd) {
    int count = 0;
    return ioctl(fd, SIOCOUTQ, &count) == 0 ? count : -1;
}
