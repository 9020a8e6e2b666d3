# SPDX-License-Identifier: MIT
# Files by HTTP for which busybox's wget cannot be left alone with redirects: it
# takes a password along to whatever host it is sent to, goes from HTTPS to HTTP,
# and knows few of the forms that a Location has. Here each request is our own.
#
# redirect_get URL FILE: as wget_get, without resuming.

REDIRECT_MOST=5

redirect_get() {
	redirect_url=$1 redirect_count=0
	while :; do
		fetch_parse "$redirect_url" && fetch_allowed "$FETCH_SCHEME" || return 3
		# FTP knows no redirects
		case $FETCH_SCHEME in http | https) ;; *)
			wget_once "$redirect_url" "$2"
			return
			;;
		esac
		redirect_ask "$2"
		redirect_status=$?
		if [ -z "$WGET_PLACE" ] || [ "$redirect_status" -eq 0 ]; then
			wget_judge "$2" "$redirect_status"
			return
		fi
		redirect_count=$((redirect_count + 1))
		if [ "$redirect_count" -gt "$REDIRECT_MOST" ]; then
			FETCH_WHY='too many redirections'
			return 3
		fi
		redirect_next "$redirect_url" "$WGET_PLACE" || return 3
		log_say "the server sent us on to $REDIRECT_URL"
		redirect_url=$REDIRECT_URL
	done
}

# redirect_ask FILE: one request for the parsed URL, its answer in fetch.log as
# wget -S has it
redirect_ask() {
	redirect_request >"$PXE_RUN/redirect.ask"
	case $FETCH_SCHEME in
	https)
		redirect_port=443
		log_warn "$redirect_url: the server is not verified (pxeboot.tls=insecure)"
		;;
	*) redirect_port=80 ;;
	esac
	fetch_drop "$1"
	PROGRESS_STALL=$FETCH_STALL PROGRESS_FIRST=$FETCH_STALL
	fetch_run "$1" nc -w "$FETCH_STALL" "$FETCH_HOST" "${FETCH_PORT:-$redirect_port}" \
		-e sh "$PXE_LIB/redirect_talk.sh" "$FETCH_SCHEME" "$FETCH_HOST" "$PXE_RUN/redirect.ask" "$1"
	redirect_status=$?
	wget_headers
	[ "$redirect_status" -eq 0 ] || return "$redirect_status"
	fetch_size "$1"
	[ "$FETCH_SIZE" -ge "${WGET_LENGTH:-0}" ] || {
		FETCH_WHY='connection closed prematurely'
		return 1
	}
}

# The answer to HTTP/1.0 comes in one piece.
redirect_request() {
	redirect_host=$FETCH_HOST
	case $redirect_host in *:*) redirect_host=[$redirect_host] ;; esac
	wget_url=
	wget_escape "/$FETCH_PATH"
	printf 'GET %s HTTP/1.0\r\nHost: %s\r\nUser-Agent: Wget\r\nConnection: close\r\n' \
		"$wget_url" "$redirect_host${FETCH_PORT:+:$FETCH_PORT}"
	[ -z "$FETCH_USER" ] || printf 'Authorization: Basic %s\r\n' \
		"$(redirect_unescape "$FETCH_USER" | base64 | tr -d '\n')"
	printf '\r\n'
}

# redirect_next URL PLACE: sets REDIRECT_URL to where PLACE leads from URL. False,
# with FETCH_WHY, when it may not be followed. Another host, port or scheme is not
# told user and password.
redirect_next() {
	redirect_resolve "$1" "$2"
	fetch_parse "$1"
	redirect_from=$FETCH_SCHEME redirect_user=$FETCH_USER redirect_old=$FETCH_ORIGIN
	fetch_parse "$REDIRECT_URL" && fetch_no_downgrade "$redirect_from" "$FETCH_SCHEME" || return 1
	if [ -z "$FETCH_USER" ] && [ -n "$redirect_user" ] && [ "$FETCH_ORIGIN" = "$redirect_old" ]; then
		REDIRECT_URL=${REDIRECT_URL%%://*}://$redirect_user@${REDIRECT_URL#*://}
	fi
}

# redirect_absolute PLACE: whether it begins with a scheme (RFC 3986, 3.1)
redirect_absolute() {
	case ${1%%:*} in "$1" | '' | [!A-Za-z]* | *[!0-9A-Za-z+.-]*) return 1 ;; esac
}

# redirect_resolve BASE PLACE: sets REDIRECT_URL (RFC 3986, 5.2)
redirect_resolve() {
	redirect_place=${2%%#*} redirect_base=${1%%#*}
	if redirect_absolute "$redirect_place"; then
		REDIRECT_URL=$redirect_place
		return
	fi
	case $redirect_place in
	//*)
		REDIRECT_URL=${redirect_base%%://*}:$redirect_place
		return
		;;
	'')
		REDIRECT_URL=$redirect_base
		return
		;;
	esac
	redirect_base=${redirect_base%%\?*}
	redirect_path=${redirect_base#*://}
	redirect_origin=${redirect_base%%://*}://${redirect_path%%/*}
	redirect_path=${redirect_path#"${redirect_path%%/*}"}
	case $redirect_place in
	/*) redirect_path=$redirect_place ;;
	\?*) redirect_path=${redirect_path:-/}$redirect_place ;;
	*) redirect_path=${redirect_path%/*}/$redirect_place ;;
	esac
	redirect_query=
	case $redirect_path in
	*\?*) redirect_query=\?${redirect_path#*\?} redirect_path=${redirect_path%%\?*} ;;
	esac
	redirect_dots
	# without the password: redirect_next decides
	case $redirect_origin in *@*) redirect_origin=${redirect_origin%%://*}://${redirect_origin##*@} ;; esac
	REDIRECT_URL=$redirect_origin$redirect_path$redirect_query
}

# redirect_dots: takes "." and ".." out of redirect_path
redirect_dots() {
	redirect_rest=${redirect_path#/} redirect_path=
	while :; do
		redirect_part=${redirect_rest%%/*}
		case $redirect_part in
		.) ;;
		..) redirect_path=${redirect_path%/*} ;;
		*) redirect_path=$redirect_path/$redirect_part ;;
		esac
		case $redirect_rest in */*) redirect_rest=${redirect_rest#*/} ;; *) break ;; esac
	done
	case $redirect_part in . | ..) redirect_path=$redirect_path/ ;; esac
}

# %XX becomes the character. A %00 cannot be in a name and ends it.
redirect_unescape() {
	redirect_s=$1
	while :; do
		case $redirect_s in
		*%[0-9A-Fa-f][0-9A-Fa-f]*) ;;
		*) break ;;
		esac
		redirect_before=${redirect_s%%\%[0-9A-Fa-f][0-9A-Fa-f]*}
		redirect_s=${redirect_s#"$redirect_before"%}
		redirect_code=$((0x${redirect_s%"${redirect_s#??}"}))
		redirect_s=${redirect_s#??}
		printf '%s' "$redirect_before"
		[ $redirect_code -ne 0 ] || return 0
		# an octal escape of our own making, never text from outside
		printf "\\$((redirect_code / 64))$((redirect_code / 8 % 8))$((redirect_code % 8))"
	done
	printf '%s' "$redirect_s"
}
