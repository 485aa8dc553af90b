# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced by the scripts named compatcaps of a checkout and of the packages. The caller sets `root` and exits with 70 on each
# failure.

die() { echo "compatcaps: $*" >&2; exit 70; }

# In an ASCII locale, a JVM cannot open a path with other characters. A locale that is not installed is ASCII as well.
if [[ $root$PWD$* == *[!\ -~]* ]] && charmap=$(locale charmap 2>/dev/null || :) && [[ ${charmap:-ANSI} == ANSI* ]]; then
    export LC_ALL=C.UTF-8
fi
# A JVM would open its first file on the descriptor of a closed standard stream. These replacements fail on each read or write.
{ : 3<&0; } 2>/dev/null || exec 0>/dev/null
{ : 3>&1; } 2>/dev/null || exec 1</dev/null
{ : 3>&2; } 2>/dev/null || exec 2</dev/null

# Java splits a class path at colons, and ends the path of a jar at the first "!/" in its URL.
[[ $root/ != *:* && $root/ != *!/* ]] || die "Java cannot use the path $root: it contains a colon, or a name that ends with '!'. \
Rename or move the directory."

# Sets `java`, to nothing if there is none.
find_java_of_user() {
    java=$(type -P "${JAVA_HOME:+$JAVA_HOME/bin/}java") || [[ ! ${JAVA_HOME:-} ]] \
        || die "JAVA_HOME is $JAVA_HOME, which contains no bin/java. Set it to a JDK, or unset it."
}

# Runs the tool in the jar $1 and exits with its status. The JVM's archive of classes (CDS) is in directory $2.
run_tool() {
    local jar=$1 cache=$2 home release='' version='' options=() archive status
    shift 2
    home=$(readlink -f "$java") && home=${home%/bin/java}
    if [[ -r $home/release ]]; then
        release=$(<"$home/release")
        [[ ! $release =~ JAVA_VERSION=\"([^\"]*) ]] || version=${BASH_REMATCH[1]}
    fi
    [[ ! $version || ${version%%[!0-9]*} -ge 11 ]] || die "Java $version in $home is too old. Install Java 11 or later, or set JAVA_HOME to one."

    # Options for a fast start of HotSpot. Options of the user might contradict them, so these are then left out.
    if [[ $release && ${release,,} != *openj9* && -z ${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-} ]]; then
        # Zero does not know TieredStopAtLevel, since it has no compiler.
        # By default, the young generation grows with the machine's memory, and is filled before the first collection.
        options=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn16m)
        # JVMs before JDK 19 crash on a truncated archive of classes.
        if [[ ${version%%[!0-9]*} -ge 19 ]]; then
            archive=$cache/compatcaps-$version.jsa
            [[ -e $archive ]] || make_archive
            # Verifying its content costs 3 % of a start. The JVM would print its messages to standard output.
            [[ ! -r $archive ]] || options+=("-XX:SharedArchiveFile=$archive" -XX:+VerifySharedSpaces
                -Xlog:disable -XX:+UnlockDiagnosticVMOptions -XX:-PrintWarnings)
        fi
    fi

    run_java "${options[@]}" -jar "$jar" "$@"
    # A JVM that is terminated while it initializes itself exits with 1, as if it had failed.
    [[ ! $stopped || $status != 1 ]] || status=143
    # The tool exits with 10 for a no, because a JVM that fails exits with 1.
    case $status in 1 | 126 | 127) status=70 ;; 10) status=1 ;; esac
    trap - EXIT
    exit "$status"
}

# Runs Java and sets `status`. In the background, because bash defers traps while a foreground command runs. A signal that arrives
# between two JVMs is sent to the second.
stopped=
run_java() {
    pid=
    trap stop_java HUP INT TERM && trap : QUIT
    (trap - INT QUIT && exec "$java" "$@") <&0 &
    pid=$!
    [[ ! $stopped ]] || stop_java
    while status=0; wait "$pid" || status=$?; kill -0 "$pid" 2>/dev/null; do :; done
}

# Repeats the signal until the JVM has ended: bash loses a signal to a child that has not yet started Java.
stop_java() {
    stopped=yes
    # Before pid is set, starting a loop here would change $!.
    [[ $pid ]] || return 0
    while kill "$pid"; do sleep 0.1; done </dev/null &>/dev/null &
}

# Makes the archive in a separate run: a JVM that cannot write its archive exits with 1 even after an answer.
make_archive() {
    mkdir -p "$cache" && [[ -w $cache ]] || return 0
    local made=$archive.$$
    rm -f "$cache"/*.jsa*
    # A JVM that is terminated while it writes may crash. The crash report goes to a file that is deleted below.
    run_java "-XX:ArchiveClassesAtExit=$made" "-XX:ErrorFile=$made" -XX:-CreateCoredumpOnCrash \
        -jar "$jar" --device /dev/null </dev/null >/dev/null
    # 4: /dev/null is not the KVM device, as expected.
    [[ $status == 4 ]] && mv -f "$made" "$archive" || rm -f "$made" || :
} 2>/dev/null
