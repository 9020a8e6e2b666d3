# SPDX-License-Identifier: MIT
# Sets and exports CACHE, where what is fetched and compiled is kept: the user's, else cache/ in
# the source, which has its Makefile, else one in the home directory. Sourced with top set.
if [ -n "${CACHE:-}" ]; then
	:
elif [ -e "$top/Makefile" ]; then
	CACHE=$top/cache
else
	CACHE=${XDG_CACHE_HOME:-${HOME:?is not set: set CACHE}/.cache}/pxelinux0
fi
export CACHE
