/* Makes the n-th call of some functions of the system fail: JADVAL_FAIL_AT is n, JADVAL_FAIL_WITH the error, and
   JADVAL_FAIL_ONLY the one function whose calls count, where it is said. What was called is said in the file
   JADVAL_FAIL_LOG, where there is one, when it has failed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls;

static int fails(const char *name) {
    const char *at = getenv("JADVAL_FAIL_AT"), *with = getenv("JADVAL_FAIL_WITH"), *log = getenv("JADVAL_FAIL_LOG");
    const char *only = getenv("JADVAL_FAIL_ONLY");
    if (only && strcmp(only, name)) return 0;
    if (!at || !with || __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) != atol(at)) return 0;
    if (log) {
        int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        syscall(SYS_write, file, name, strlen(name));
        syscall(SYS_close, file);
    }
    errno = atoi(with);
    return 1;
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define MODE(last) va_list list; va_start(list, last); mode_t mode = va_arg(list, mode_t); va_end(list)

int open64(const char *path, int flags, ...) {
    MODE(flags);
    NEXT(open64);
    return fails("open") ? -1 : next(path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags);
    NEXT(openat64);
    return fails("openat") ? -1 : next(folder, path, flags, mode);
}
ssize_t read(int file, void *into, size_t bytes) {
    NEXT(read);
    return fails("read") ? -1 : next(file, into, bytes);
}
ssize_t write(int file, const void *from, size_t bytes) {
    NEXT(write);
    return file > 2 && fails("write") ? -1 : next(file, from, bytes);
}
ssize_t writev(int file, const struct iovec *from, int count) {
    NEXT(writev);
    return file > 2 && fails("writev") ? -1 : next(file, from, count);
}
int fsync(int file) {
    NEXT(fsync);
    return fails("fsync") ? -1 : next(file);
}
int rename(const char *from, const char *to) {
    NEXT(rename);
    return fails("rename") ? -1 : next(from, to);
}
int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    return fails("mkdir") ? -1 : next(path, mode);
}
DIR *opendir(const char *path) {
    NEXT(opendir);
    return fails("opendir") ? NULL : next(path);
}
struct dirent64 *readdir64(DIR *folder) {
    NEXT(readdir64);
    return fails("readdir") ? NULL : next(folder);
}
void *mmap(void *at, size_t bytes, int protection, int flags, int file, off_t from) {
    NEXT(mmap);
    return fails("mmap") ? MAP_FAILED : next(at, bytes, protection, flags, file, from);
}
off64_t lseek64(int file, off64_t to, int from) {
    NEXT(lseek64);
    return fails("lseek") ? -1 : next(file, to, from);
}
/* Returns its error. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*begin)(void *), void *with) {
    NEXT(pthread_create);
    return fails("pthread_create") ? errno : next(thread, attributes, begin, with);
}
