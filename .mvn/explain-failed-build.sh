# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Sourced by compatcaps after a failed build: prints why it failed and what to do, and ends the script.

log=$target/build.log
if [[ ! -f $log || ! -s $log ]]; then
    die "The build failed and wrote nothing to $log. Make that file writable, or free space on its disk. Then retry."
fi
if cause=$(grep -m 1 -E 'Could not transfer |Failed to fetch |java\.net\.[A-Za-z]+Exception|SSLHandshakeException' "$log"); then
    echo "compatcaps: The build cannot reach Maven Central: ${cause:0:300}" >&2
    if [[ ! ${COMPATCAPS_MVN:-} ]] && command -v mvn >/dev/null; then
        echo "The Maven on the PATH is not used unless COMPATCAPS_MVN=mvn is set." >&2
    fi
    die "Set a proxy or a mirror in ~/.m2/settings.xml. For the download of Maven itself, set https_proxy, or MVNW_REPOURL to a \
mirror. Then retry (log: $log)."
fi
tail -n 20 "$log" >&2
if [[ ! -d ${HOME:-} || ! -w $HOME ]] && grep -qE "HOME: |create (directory|local repository)" "$log"; then
    die "Maven cannot write to the home directory: HOME (${HOME:-not set}) is not a directory that this user can write to. Set HOME \
to one. Then retry (log: $log)."
fi
die "The build failed. Its output is in $log."
