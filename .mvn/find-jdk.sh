# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by compatcaps and mvnw, in any POSIX shell. Finds Java on this machine, or prints what to install.

# The oldest JDK that compiles the FFM backend.
oldest_build_jdk=22
# The oldest JDK that runs Maven, the plugins and JUnit.
oldest_maven_jdk=17
# The oldest Java that runs all published artifacts.
oldest_java=11

# Prints the home of each installed Java, one a line. Searches the directories of Maven's toolchains plugin, and also
# /opt and /usr/local.
java_homes() (
    set +f
    IFS='
'
    user=${HOME:-/nonexistent}
    java=$(command -v java) && java=$(readlink -f "$java") || java=
    seen=
    for home in "${JAVA_HOME:-}" "${java%/bin/java}" $(env | sed -n 's/^JAVA[0-9A-Z_]*_HOME=//p') \
        "$user"/.jdks/* "$user"/.m2/jdks/* "$user"/.sdkman/candidates/java/* "$user"/.gradle/jdks/* \
        "$user"/.jenv/versions/* "$user"/.jbang/cache/jdks/* "$user"/.asdf/installs/java/* "$user"/.jabba/jdk/* \
        "$user"/.local/share/mise/installs/java/* /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/jdk/* /usr/local/* \
        /usr/local/java/* /opt/* /opt/java/* /opt/hostedtoolcache/*; do
        [ -n "$home" ] && [ -x "$home/bin/java" ] || continue
        home=$(readlink -f "$home")
        case $seen in
            *":$home:"*) ;;
            *) seen=$seen:$home: && printf '%s\n' "$home" ;;
        esac
    done
)

# Prints the version of the Java in $1, such as 25. Reads the file "release", since starting Java takes longer.
java_version() (
    [ -r "$1/release" ] || exit 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value#1.}
            printf '%s\n' "${value%%[!0-9]*}"
        fi
    done < "$1/release"
)

# Whether the Java in $1 is a JDK of version $2 or later.
is_jdk() {
    [ -x "$1/bin/javac" ] && is_java "$1" "$2"
}

is_java() {
    jdk_version=$(java_version "$1")
    [ "${jdk_version:-0}" -ge "$2" ]
}

# Prints the home of the newest Java for which `$1 HOME $2` holds. JAVA_HOME, if it qualifies, takes precedence over newer ones.
newest_home() {
    if [ -n "${JAVA_HOME:-}" ] && "$1" "$JAVA_HOME" "$2"; then
        printf '%s\n' "$JAVA_HOME"
        return
    fi
    java_homes | (
        best=
        best_version=0
        while IFS= read -r home; do
            if "$1" "$home" "$2" && [ "$jdk_version" -gt "$best_version" ]; then
                best=$home
                best_version=$jdk_version
            fi
        done
        [ -n "$best" ] && printf '%s\n' "$best"
    )
}

find_build_jdk() { newest_home is_jdk "$oldest_build_jdk"; }

find_java() { newest_home is_java "$oldest_java"; }

# Prints command $1 in a form that this user can paste. su needs a login shell: the PATH of other users lacks programs of dpkg.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        printf '    %s\n' "$1"
    elif command -v sudo > /dev/null; then
        printf '    sudo %s\n' "$1" | sed 's/ && / \&\& sudo /'
    else
        printf "    su - -c '%s'\n" "$1"
    fi
}

# Whether apt has package lists. A new container has none.
has_apt_lists() (
    set +f
    set -- /var/lib/apt/lists/*_Packages*
    [ -e "$1" ]
)

# Whether this is a Debian without a package of JDK 22 or later.
is_old_debian() (
    [ -r /etc/os-release ] && . /etc/os-release
    [ "${ID:-}" = debian ] && [ "${VERSION_ID:-99}" -le 12 ]
)

# Prints the package of JDK 25 if apt has it, or else of the newest JDK; nothing if that is too old to build.
apt_jdk() {
    if ! has_apt_lists; then
        is_old_debian || echo openjdk-25-jdk-headless
        return
    fi
    apt-cache pkgnames openjdk- 2> /dev/null | sed -n 's/^openjdk-\([0-9]*\)-jdk-headless$/\1/p' | sort -n | (
        package=
        while read -r version; do
            [ "$version" -lt "$oldest_build_jdk" ] || [ "$package" = 25 ] || package=$version
        done
        [ -z "$package" ] || echo "openjdk-$package-jdk-headless"
    )
}

# Prints the command that installs package $1 with apt, $2 with dnf or $3 with zypper.
how_to_install() {
    if command -v apt-get > /dev/null; then
        [ -n "$1" ] || return 1
        if has_apt_lists; then
            as_root "apt install $1"
        else
            as_root "apt update && apt install $1"
        fi
    elif command -v dnf > /dev/null; then
        as_root "dnf install $2"
    elif command -v zypper > /dev/null; then
        as_root "zypper install $3"
    else
        return 1
    fi
}

# Prints, as program $1, that no JDK can build, how to install one, and why each installed Java is unsuitable.
explain_no_build_jdk() {
    package=
    if command -v apt-get > /dev/null; then
        package=$(apt_jdk)
    fi
    if line=$(how_to_install "$package" java-25-openjdk-devel java-25-openjdk-devel); then
        printf '%s\n' "$1: No JDK $oldest_build_jdk or later was found, and the build needs one. Install it:" "$line"
    else
        printf '%s\n' "$1: No JDK $oldest_build_jdk or later was found, and the build needs one. No package here offers it." \
            "Download the archive of a JDK 25 for this machine, such as Temurin from https://adoptium.net, and unpack it:" \
            '    mkdir -p ~/.jdks && tar -xzf OpenJDK25U-jdk_*.tar.gz -C ~/.jdks'
    fi
    explain_homes "$oldest_build_jdk" jdk
    echo "If a JDK is somewhere else, set JAVA_HOME or JAVA25_HOME to its directory."
}

# Prints, as program $1, that there is no Java to run the tool.
explain_no_java() {
    if line=$(how_to_install default-jre-headless java-21-openjdk-headless java-21-openjdk-headless); then
        printf '%s\n' "$1: No Java $oldest_java or later was found. Install it:" "$line"
    else
        printf '%s\n' "$1: No Java $oldest_java or later was found. Install one."
    fi
    explain_homes "$oldest_java" java
    echo "If Java is somewhere else, set JAVA_HOME to its directory."
}

# Prints why each installed Java is unsuitable: older than $1, or, if $2 is jdk, only a runtime.
explain_homes() {
    homes=$(java_homes)
    if [ -z "$homes" ]; then
        echo "There is no Java on the PATH, in /usr/lib/jvm, in /opt or in ~/.jdks."
        return
    fi
    echo "These Java installations cannot be used:"
    printf '%s\n' "$homes" | while IFS= read -r home; do
        printf '    %s\n' "$home: $(why_not "$home" "$@")"
    done
}

why_not() {
    if ! is_java "$1" 1; then
        echo "its version is unknown, because it has no readable file named release"
    elif ! is_java "$1" "$2"; then
        echo "Java $jdk_version is older than $2"
    elif [ "$3" = jdk ] && [ ! -x "$1/bin/javac" ]; then
        echo "Java $jdk_version has no javac: it is a runtime (JRE), not a JDK"
    fi
}

# In an ASCII locale, a JVM cannot open paths with other characters. $1 is the working directory.
use_utf8() {
    case $1:${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *:*[Uu][Tt][Ff]*) ;;
        *[!\ -~]*) export LC_ALL=C.UTF-8 ;;
    esac
}

# Prepares the environment for mvnw: the JDK that runs Maven, the JDK that compiles the FFM backend, and unzip.
prepare_mvnw() {
    use_utf8 "$PWD"
    if [ -n "${JAVA_HOME:-}" ] && ! is_jdk "$JAVA_HOME" "$oldest_maven_jdk"; then
        if [ -x "$JAVA_HOME/bin/java" ]; then
            reason=$(why_not "$JAVA_HOME" "$oldest_maven_jdk" jdk)
        else
            reason="it contains no bin/java"
        fi
        echo "mvnw: Maven cannot run on JAVA_HOME, $JAVA_HOME: $reason." >&2
        echo "Set JAVA_HOME to a JDK $oldest_maven_jdk or later, or unset it." >&2
        exit 1
    fi
    if ! build_jdk=$(find_build_jdk); then
        explain_no_build_jdk mvnw >&2
        exit 1
    fi
    path_java=$(command -v java) && path_java=$(readlink -f "$path_java") || path_java=
    if [ -z "${JAVA_HOME:-}" ] && ! is_jdk "${path_java%/bin/java}" "$oldest_maven_jdk"; then
        export JAVA_HOME="$build_jdk"
    fi
    # Lets the toolchains plugin find it in any directory.
    is_java "$build_jdk" "$oldest_build_jdk"
    export "JAVA${jdk_version}_HOME=$build_jdk"
    # Without unzip, mvnw would download another archive than the one with the pinned checksum. The jar tool can unpack that one.
    if ! command -v unzip > /dev/null; then
        unzip() (
            [ "$1" != -q ] || shift
            cd "$3" && "$build_jdk/bin/jar" --extract --file "$1" && set +f && chmod +x ./*/bin/mvn*
        )
    fi
}
