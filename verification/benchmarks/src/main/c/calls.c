// SPDX-License-Identifier: Apache-2.0
/*
 * The system calls of the SDK, made by C: what Java is measured against. See usage() for the modes.
 *
 * Errors end the program with status 1 and one line on standard error. A number that was not measured is never printed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/kvm.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Headers older than Linux 7.3 do not have these. */
#ifndef KVM_CAP_PPC_COMPAT_CAPS
#define KVM_CAP_PPC_COMPAT_CAPS 250
#endif
#ifndef KVM_PPC_GET_COMPAT_CAPS
#define KVM_PPC_GET_COMPAT_CAPS _IO(KVMIO, 0xb8)
#endif
#ifndef KVM_CAP_PPC_NESTED_HV
#define KVM_CAP_PPC_NESTED_HV 160
#endif

#define DEVICE "/dev/kvm"

/* What x86 would answer if it had the query. */
#define STAND_IN_BITMAP UINT64_C(0x6000000000000000)

/* struct kvm_ppc_compat_caps; by another name, since newer headers have that one. */
struct caps {
    uint64_t size;
    uint64_t flags;
    uint64_t bitmap;
};

static int device;
/* Where filled() asks: the device or a VM. */
static int fills;
static struct caps buffer;

static void fail(const char *what)
{
    fprintf(stderr, "calls: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int checked(int result, const char *what)
{
    if (result < 0)
        fail(what);
    return result;
}

static int open_device(void)
{
    return checked(open(DEVICE, O_RDWR | O_CLOEXEC), "open " DEVICE);
}

static void close_descriptor(int descriptor)
{
    checked(close(descriptor), "close");
}

static void number(void)
{
    checked(ioctl(device, KVM_CHECK_EXTENSION, KVM_CAP_PPC_COMPAT_CAPS), "KVM_CHECK_EXTENSION");
}

/* One that succeeds and writes into the buffer. x86 has none that would fill all of it. */
#if defined(__x86_64__)
#define FILLS KVM_X86_GET_MCE_CAP_SUPPORTED
#else
#define FILLS KVM_PPC_GET_COMPAT_CAPS
#endif

static void filled(void)
{
    checked(ioctl(fills, FILLS, &buffer), "the ioctl that fills a buffer");
}

/* One that fails everywhere, because it is for a VM, and leaves errno. */
static void refused(void)
{
    if (ioctl(device, KVM_PPC_GET_COMPAT_CAPS, &buffer) != -1 || (errno != EINVAL && errno != ENOTTY)) {
        fprintf(stderr, "calls: KVM_PPC_GET_COMPAT_CAPS on " DEVICE " should have been refused\n");
        exit(1);
    }
}

/* All that the SDK asks, in its order. */
static uint64_t query(void)
{
    int kvm = open_device();
    if (checked(ioctl(kvm, KVM_GET_API_VERSION, 0), "KVM_GET_API_VERSION") != KVM_API_VERSION) {
        fprintf(stderr, "calls: another version of KVM\n");
        exit(1);
    }
    int supported = checked(ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_PPC_COMPAT_CAPS), "KVM_CHECK_EXTENSION");
    struct caps caps = {.size = sizeof caps};
    int machine = checked(ioctl(kvm, KVM_CREATE_VM, 0), "KVM_CREATE_VM");
    if (ioctl(machine, KVM_PPC_GET_COMPAT_CAPS, &caps) < 0) {
        /* Only where it was said before that there is no such thing. */
        if (supported || errno != ENOTTY)
            fail("KVM_PPC_GET_COMPAT_CAPS");
        caps.bitmap = STAND_IN_BITMAP;
    }
    close_descriptor(machine);
    checked(ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_PPC_NESTED_HV), "KVM_CHECK_EXTENSION");
    close_descriptor(kvm);
    return caps.bitmap;
}

static void whole_query(void)
{
    query();
}

static int64_t now(void)
{
    struct timespec time;
    checked(clock_gettime(CLOCK_MONOTONIC, &time), "clock_gettime");
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static const struct mode {
    const char *name;
    void (*operation)(void);
} modes[] = {
    {"number", number}, {"filled", filled}, {"refused", refused}, {"query", whole_query},
};

/* The kernel locks every mapping of a process that makes a VM, and a JVM has hundreds. These are two for each turn. */
static void make_mappings(long count)
{
    long page = sysconf(_SC_PAGESIZE);
    for (long i = 0; i < count / 2; i++) {
        char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED)
            fail("mmap");
        pages[0] = 1;
        checked(mprotect(pages + page, page, PROT_NONE), "mprotect");
    }
}

/* As many operations as each line of input, in turn with another program that does the same. */
static void turns(void (*operation)(void), long mappings)
{
    long times;
    device = open_device();
    fills = FILLS == KVM_PPC_GET_COMPAT_CAPS ? checked(ioctl(device, KVM_CREATE_VM, 0), "KVM_CREATE_VM") : device;
    /* A kernel that has the query leaves its own size here, which is the same. */
    buffer.size = sizeof buffer;
    make_mappings(mappings);
    while (scanf("%ld", &times) == 1) {
        int64_t start = now();
        for (long i = 0; i < times; i++)
            operation();
        printf("%" PRId64 "\n", now() - start);
        fflush(stdout);
    }
}

static void spawn(long times, char **command)
{
    extern char **environ;
    posix_spawn_file_actions_t quiet;
    if (posix_spawn_file_actions_init(&quiet) != 0
            || posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0
            || posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0) != 0)
        fail("posix_spawn_file_actions");
    for (long i = 0; i < times; i++) {
        pid_t pid;
        int status;
        struct rusage usage;
        int64_t start = now();
        errno = posix_spawn(&pid, command[0], &quiet, NULL, command, environ);
        if (errno != 0)
            fail(command[0]);
        checked(wait4(pid, &status, 0, &usage), "wait4");
        int64_t elapsed = now() - start;
        printf("%" PRId64 "\t%ld\t%d\n", elapsed, usage.ru_maxrss,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
}

static int usage(void)
{
    fputs("usage: calls answer               ask once and print the bitmap\n"
          "       calls turns MODE MAPPINGS  with so many mappings more, for each number that is read, make so many\n"
          "                                  operations; print nanoseconds\n"
          "       calls spawn N COMMAND      run a program N times in silence; print nanoseconds, peak memory in KiB, status\n"
          "modes: number      one KVM_CHECK_EXTENSION\n"
          "       filled      one ioctl with a buffer of 24 bytes that succeeds\n"
          "       refused     one ioctl with a buffer of 24 bytes that fails\n"
          "       query       the whole query: open, version, capability, VM, query, its close, capability, close\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "answer") == 0) {
        printf("0x%016" PRIx64 "\n", query());
        return 0;
    }
    if (argc < 4)
        return usage();
    if (strcmp(argv[1], "spawn") == 0 && strtol(argv[2], NULL, 10) > 0) {
        spawn(strtol(argv[2], NULL, 10), argv + 3);
        return 0;
    }
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(argv[1], "turns") == 0 && strcmp(argv[2], modes[i].name) == 0) {
            turns(modes[i].operation, strtol(argv[3], NULL, 10));
            return 0;
        }
    }
    return usage();
}
