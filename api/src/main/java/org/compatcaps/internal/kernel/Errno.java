// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/**
 * The error numbers of Linux and their names. All supported architectures share them, except that 58 is
 * {@code EDEADLOCK} on powerpc only.
 *
 * <p>Source: {@code include/uapi/asm-generic/errno-base.h}, {@code errno.h}, {@code arch/powerpc/include/uapi/asm/errno.h}.
 */
public final class Errno {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file. */
    public static final int ENOENT = 2;

    /** Interrupted by a signal. */
    public static final int EINTR = 4;

    /** Input or output error. */
    public static final int EIO = 5;

    /** The file has no device. */
    public static final int ENXIO = 6;

    /** Not an open descriptor. */
    public static final int EBADF = 9;

    /** Out of memory. */
    public static final int ENOMEM = 12;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** No such device. */
    public static final int ENODEV = 19;

    /** Not a directory. */
    public static final int ENOTDIR = 20;

    /** Is a directory. */
    public static final int EISDIR = 21;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Too many open files in the system. */
    public static final int ENFILE = 23;

    /** Too many open files in this process. */
    public static final int EMFILE = 24;

    /** No such ioctl for this descriptor. */
    public static final int ENOTTY = 25;

    /** The path is too long. */
    public static final int ENAMETOOLONG = 36;

    /** Too many symbolic links. */
    public static final int ELOOP = 40;

    /** The names by number, ten in a row; some architectures do not use 41 and 58. */
    private static final String NAMES = "- EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF "
            + "ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV "
            + "ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE "
            + "EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY "
            + "ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH "
            + "ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EDEADLOCK EBFONT "
            + "ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT "
            + "ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC "
            + "ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ "
            + "EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL "
            + "ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS "
            + "ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL "
            + "EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED "
            + "EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON";

    private static final String NO_NAME = "-";

    private Errno() {}

    /**
     * Returns the name of an error number.
     *
     * @param errno the number, positive
     * @return the name, such as {@code EINVAL}, or {@code errno 4711} for a number that has none
     */
    public static String name(int errno) {
        String[] names = NAMES.split(" ");
        String name = errno >= 0 && errno < names.length ? names[errno] : NO_NAME;
        return name.equals(NO_NAME) ? "errno " + errno : name;
    }
}
