# SPDX-License-Identifier: MIT
# Where explain-pxeconfig has its files from: a tree that stands for the server's, or the
# server itself. Sourced by it, with the loader's path.sh, die, log_say and its directory WORK.
#
# TREE          the directory that stands for the default TFTP server, or empty
# TREE_PREFIX   not empty: TREE may be the prefix's directory, not the server's root
# BASE          the URL that was given up to its last slash; not empty: all is fetched for real
# get NAME FILE         what the loader's search does; 1: not there. GOT: what it was
# get_url URL FILE      the same for a full URL
# take FILE             standard input becomes FILE, at most a byte more than the loader would take
# config_fetch NAME FILE  get, for the loader's config.sh; keeps $WORK/source.N and its name
TREE='' TREE_PREFIX='' BASE='' SOURCES=0

# tree_find WIRE: prints the file of the tree that a server would send, 1: none. Nothing
# outside of the tree is found, whatever the name or a symbolic link says.
tree_find() {
	case /$1/ in
	*/../*) return 1 ;;
	esac
	tree_file=$TREE/$1
	[ -f "$tree_file" ] && [ -r "$tree_file" ] || return 1
	tree_real=$(readlink -f "$tree_file") || return 1
	case $tree_real in
	"${TREE%/}"/*) printf '%s\n' "$tree_file" ;;
	*) return 1 ;;
	esac
}

take() { head -c $((CONFIG_MAX_BYTES + 1)) >"$1"; }

# get NAME FILE: what config_fetch does, and the search
get() {
	if ! path_resolve "$1"; then
		log_say "$PATH_WHY"
		return 1
	fi
	if [ -n "$BASE" ]; then
		get_url "$PATH_URL" "$2" || { [ -n "$PATH_ALT" ] && get_url "$PATH_ALT" "$2"; }
		return
	fi
	get_wire "$PATH_WIRE" "$2" && return
	case $PATH_ALT in
	"tftp://$(path_default_host)/"*)
		get_wire "${PATH_ALT#"tftp://$(path_default_host)/"}" "$2" || return
		log_say "$1: not there, but $GOT is; the loader finds it"
		return
		;;
	esac
	# a tree that is not the server's root but the prefix's directory
	[ -n "$TREE_PREFIX" ] && get_wire "$1" "$2"
}

get_wire() { # WIRE FILE
	case $1 in
	*://*)
		log_say "$1: not fetched, it is not in $TREE"
		return 1
		;;
	esac
	GOT=$(tree_find "$1") && take "$2" <"$GOT"
}

get_url() { # URL FILE
	case $1 in
	tftp://*)
		get_u=${1#tftp://}
		case $get_u in
		/*)
			log_say "tftp: no server is known; give --server"
			return 1
			;;
		esac
		get_path=${get_u#*/}
		set -- "tftp://${get_u%%/*}/$(path_escape "$(printf '%s' "$get_path" | sed 's/%/%25/g; s/;/%3b/g')")" "$2"
		;;
	esac
	GOT=$1
	if command -v curl >/dev/null 2>&1; then
		curl -s -f -L --max-redirs 5 --proto '=http,https,ftp,tftp' --proto-redir '=http,https' \
			--connect-timeout 20 --max-time 60 --max-filesize 4194304 -o "$2" -- "$1"
	elif command -v wget >/dev/null 2>&1; then
		case $1 in
		tftp://*) die 1 "$1: curl is needed to fetch by TFTP" ;;
		esac
		wget -q -T 20 -O "$2" -- "$1"
	else
		die 1 "$1: neither curl nor wget is here to fetch it"
	fi
}

config_fetch() { # NAME FILE
	get "$1" "$2" || return
	# kept for the warnings
	SOURCES=$((SOURCES + 1))
	printf '%s\n' "$GOT" >"$WORK/source.$SOURCES.name"
	cp "$2" "$WORK/source.$SOURCES"
}
