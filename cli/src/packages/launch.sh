# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# To be sourced by the scripts named compatcaps, of a checkout and of the packages. The caller sets `root` and lets each
# failure end with 70.

die() { echo "compatcaps: $*" >&2; exit 70; }

# In a locale of ASCII alone, as each is that is not installed, a JVM cannot open a path with other letters.
if [[ $root$PWD$* == *[!\ -~]* ]] && charmap=$(locale charmap 2>/dev/null || :) && [[ ${charmap:-ANSI} == ANSI* ]]; then
    export LC_ALL=C.UTF-8
fi
# A JVM would take a file of its own for a standard stream that is closed. These can be neither read nor written instead.
{ : 3<&0; } 2>/dev/null || exec 0>/dev/null
{ : 3>&1; } 2>/dev/null || exec 1</dev/null
{ : 3>&2; } 2>/dev/null || exec 2</dev/null

# A class path is split at colons, and Java takes the first "!/" in the URL of a jar for the jar's end.
[[ $root/ != *:* && $root/ != *!/* ]] || die "Java cannot use the path $root, because of its colon or of the '!' at the end of a \
name. Rename or move the directory."

# Sets `java`; to nothing if there is none.
find_java_of_user() {
    java=$(type -P "${JAVA_HOME:+$JAVA_HOME/bin/}java") || [[ ! ${JAVA_HOME:-} ]] \
        || die "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it. Set it to a JDK, or unset it."
}

# Runs the tool in the jar $1 and ends with its status. Directory $2 keeps the JVM's archive of classes.
run_tool() {
    local jar=$1 cache=$2 home release='' version='' options=() archive status
    shift 2
    home=$(readlink -f "$java") && home=${home%/bin/java}
    if [[ -r $home/release ]]; then
        release=$(<"$home/release")
        [[ ! $release =~ JAVA_VERSION=\"([^\"]*) ]] || version=${BASH_REMATCH[1]}
    fi
    [[ ! $version || ${version%%[!0-9]*} -ge 11 ]] || die "Java $version in $home is too old. Install Java 11 or later, or set JAVA_HOME to one."

    # For a quick start on OpenJDK's JVM, unless the user has given options, which these might contradict.
    if [[ $release && ${release,,} != *openj9* && -z ${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-} ]]; then
        # Zero has no compiler, and so no option for it.
        # A young generation in proportion to the machine's memory would fill all of it before the first collection.
        options=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn16m)
        # JVMs before JDK 19 crash on a truncated archive of classes.
        if [[ ${version%%[!0-9]*} -ge 19 ]]; then
            archive=$cache/compatcaps-$version.jsa
            [[ -e $archive ]] || make_archive
            # The check of its content costs 3 % of a start. Messages would go to standard output.
            [[ ! -r $archive ]] || options+=("-XX:SharedArchiveFile=$archive" -XX:+VerifySharedSpaces
                -Xlog:disable -XX:+UnlockDiagnosticVMOptions -XX:-PrintWarnings)
        fi
    fi

    run_java "${options[@]}" -jar "$jar" "$@"
    # A JVM that is terminated while it initializes itself ends with 1, as one that fails.
    [[ ! $stopped || $status != 1 ]] || status=143
    # The tool ends with 10 for a no, because a JVM that fails ends with 1.
    case $status in 1 | 126 | 127) status=70 ;; 10) status=1 ;; esac
    trap - EXIT
    exit "$status"
}

# Sets `status`. Bash passes signals on only to what runs in the background. One that comes between two JVMs is for the second.
stopped=
run_java() {
    pid=
    trap stop_java HUP INT TERM && trap : QUIT
    (trap - INT QUIT && exec "$java" "$@") <&0 &
    pid=$!
    [[ ! $stopped ]] || stop_java
    while status=0; wait "$pid" || status=$?; kill -0 "$pid" 2>/dev/null; do :; done
}

# Sends the signal until the JVM has ended: bash loses one for a child that has not started Java yet.
stop_java() {
    stopped=yes
    # Before pid is set, a loop started here would be what $! names.
    [[ $pid ]] || return 0
    while kill "$pid"; do sleep 0.1; done </dev/null &>/dev/null &
}

# Makes the archive in a run of its own: a JVM that is to write one, and cannot, ends with 1 even after an answer.
make_archive() {
    mkdir -p "$cache" && [[ -w $cache ]] || return 0
    local made=$archive.$$
    rm -f "$cache"/*.jsa*
    # A JVM that is stopped while it writes may crash. Its report goes where it is deleted, and not to the working directory.
    run_java "-XX:ArchiveClassesAtExit=$made" "-XX:ErrorFile=$made" -XX:-CreateCoredumpOnCrash \
        -jar "$jar" --device /dev/null </dev/null >/dev/null
    # No KVM is in /dev/null.
    [[ $status == 4 ]] && mv -f "$made" "$archive" || rm -f "$made" || :
} 2>/dev/null
