# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# To be sourced by compatcaps after a failed build: says why it failed and what to do, and ends the script.

log=$target/build.log
if [[ ! -f $log || ! -s $log ]]; then
    die "the build failed and wrote nothing to $log. Make that file writable, or make room on its disk. Then retry."
fi
if cause=$(grep -m 1 -E 'Could not transfer |Failed to fetch |java\.net\.[A-Za-z]+Exception|SSLHandshakeException' "$log"); then
    echo "compatcaps: The build needs the network, and Maven Central cannot be reached: ${cause:0:300}" >&2
    if [[ ! ${COMPATCAPS_MVN:-} ]] && command -v mvn >/dev/null; then
        echo "The Maven on the PATH is not used unless COMPATCAPS_MVN=mvn is set." >&2
    fi
    die "Name a proxy or a mirror in ~/.m2/settings.xml, and a mirror in MVNW_REPOURL as well. Then retry (log: $log)."
fi
tail -n 20 "$log" >&2
if [[ ! -d ${HOME:-} || ! -w $HOME ]] && grep -qE "HOME: |create (directory|local repository)" "$log"; then
    die "Maven keeps its files in the home directory, and HOME (${HOME:-not set}) is no directory that this user can write to. Set \
HOME to one. Then retry (log: $log)."
fi
die "it could not be built; all of the output is in $log"
