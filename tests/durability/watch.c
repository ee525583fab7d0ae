/* Tells a process of every call by which it changes files: before and after it, with what it is about.
 *
 * Loaded before the C library (LD_PRELOAD), so that SQLite's calls are seen as Python's are. The one who is told is a
 * function of the process itself; without one nothing is told.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

typedef void (*told_t)(int done, const char *call, const char *path);
static told_t told;

void watch_with(told_t function) { told = function; }

static void say(int done, const char *call, const char *path) {
    int number = errno;
    if (told && path)
        told(done, call, path);
    errno = number;
}

static const char *of_descriptor(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0 || path[0] != '/')
        return NULL;
    path[length] = 0;
    return path;
}

static const char *at(int folder, const char *name, char *path) {
    if (name[0] == '/')
        return name;
    if (folder == AT_FDCWD) {
        if (!getcwd(path, PATH_MAX))
            return NULL;
    } else if (!of_descriptor(folder, path))
        return NULL;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", name);
    return path;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define TOLD(type, call, path, expression) do { \
        const char *about = told ? (path) : NULL; \
        say(0, call, about); \
        type result = (expression); \
        say(1, call, about); \
        return result; \
    } while (0)

#define ON_DESCRIPTOR(type, name, call, parameters, arguments) \
    type name parameters { char room[PATH_MAX]; REAL(name); TOLD(type, call, of_descriptor(fd, room), real arguments); }

ON_DESCRIPTOR(int, fsync, "sync", (int fd), (fd))
ON_DESCRIPTOR(int, fdatasync, "sync", (int fd), (fd))
ON_DESCRIPTOR(ssize_t, write, "write", (int fd, const void *data, size_t size), (fd, data, size))
ON_DESCRIPTOR(ssize_t, pwrite, "write", (int fd, const void *data, size_t size, off_t off), (fd, data, size, off))
ON_DESCRIPTOR(ssize_t, pwrite64, "write", (int fd, const void *data, size_t size, off64_t off), (fd, data, size, off))
ON_DESCRIPTOR(int, ftruncate, "write", (int fd, off_t size), (fd, size))
ON_DESCRIPTOR(int, ftruncate64, "write", (int fd, off64_t size), (fd, size))

int unlink(const char *name) {
    char room[PATH_MAX]; REAL(unlink); TOLD(int, "unlink", at(AT_FDCWD, name, room), real(name));
}
int unlinkat(int fd, const char *name, int flags) {
    char room[PATH_MAX]; REAL(unlinkat); TOLD(int, "unlink", at(fd, name, room), real(fd, name, flags));
}
int rmdir(const char *name) {
    char room[PATH_MAX]; REAL(rmdir); TOLD(int, "unlink", at(AT_FDCWD, name, room), real(name));
}
int mkdir(const char *name, mode_t mode) {
    char room[PATH_MAX]; REAL(mkdir); TOLD(int, "mkdir", at(AT_FDCWD, name, room), real(name, mode));
}
int mkdirat(int fd, const char *name, mode_t mode) {
    char room[PATH_MAX]; REAL(mkdirat); TOLD(int, "mkdir", at(fd, name, room), real(fd, name, mode));
}
int rename(const char *name, const char *other) {
    char room[PATH_MAX]; REAL(rename); TOLD(int, "rename", at(AT_FDCWD, other, room), real(name, other));
}
int renameat(int fd, const char *name, int into, const char *other) {
    char room[PATH_MAX]; REAL(renameat); TOLD(int, "rename", at(into, other, room), real(fd, name, into, other));
}
ssize_t sendfile(int fd, int from, off_t *off, size_t size) {
    char room[PATH_MAX]; REAL(sendfile); TOLD(ssize_t, "write", of_descriptor(fd, room), real(fd, from, off, size));
}
ssize_t sendfile64(int fd, int from, off64_t *off, size_t size) {
    char room[PATH_MAX]; REAL(sendfile64); TOLD(ssize_t, "write", of_descriptor(fd, room), real(fd, from, off, size));
}
