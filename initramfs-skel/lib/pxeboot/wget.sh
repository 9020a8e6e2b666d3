# SPDX-License-Identifier: MIT
# One file by HTTP, HTTPS or FTP with busybox's wget, which checks the length
# that the server promised. What came before a failure is kept and the rest
# asked for (-c); If-Range makes sure that it is still the same file.
# redirect.sh has those for which wget follows redirects too readily.

# wget_get URL FILE: 0 done, 1 not there, 2 try again, 3 hopeless
wget_get() {
	if [ -n "$FETCH_USER" ] && [ "$FETCH_SCHEME" != ftp ] || [ "$FETCH_SCHEME" = https ]; then
		redirect_get "$@"
		return
	fi
	wget_once "$@"
	wget_status=$?
	# wget knows few of the forms that a redirect can have
	if [ "$wget_status" -ne 0 ] && [ -n "$WGET_PLACE" ] && [ -z "$WGET_REFUSED" ]; then
		redirect_get "$@"
		return
	fi
	return "$wget_status"
}

# wget_once URL FILE: by one call of wget
wget_once() {
	wget_url=
	wget_escape "$1"
	# host of a URL in brackets, scheme in lower case
	wget_url=$FETCH_SCHEME://${wget_url#*://}
	set -- "$2"
	PROGRESS_STALL=$FETCH_STALL PROGRESS_FIRST=$FETCH_STALL
	if [ -s "$1" ] && [ "${WGET_LAST-}" = "$wget_url" ]; then
		fetch_size "$1"
		log_say "resuming at byte $FETCH_SIZE"
		if [ -n "$WGET_ETAG" ]; then
			fetch_run "$1" wget -q -S -c --header "If-Range: $WGET_ETAG" -O "$1" "$wget_url"
		else
			fetch_run "$1" wget -q -S -c -O "$1" "$wget_url"
		fi
	else
		fetch_drop "$1"
		WGET_LAST=$wget_url WGET_ETAG=
		fetch_run "$1" wget -q -S -O "$1" "$wget_url"
	fi
	wget_judge "$1" "$?"
}

# wget_escape TEXT: sets wget_url to it with blanks escaped; the rest of it is
# the administrator's business
wget_escape() {
	wget_rest=$1
	while :; do
		case $wget_rest in
		*' '*)
			wget_url=$wget_url${wget_rest%%\ *}%20
			wget_rest=${wget_rest#*\ }
			;;
		*) break ;;
		esac
	done
	wget_url=$wget_url$wget_rest
}

# wget_headers: reads the servers' answers from the log: WGET_CODE (the last
# status), WGET_LENGTH, WGET_ETAG, WGET_PLACE (the last redirect), WGET_REFUSED (1 when
# a redirect led where none may lead; FETCH_WHY says so)
wget_headers() {
	WGET_CODE='' WGET_LENGTH='' WGET_PLACE='' WGET_REFUSED='' wget_scheme=$FETCH_SCHEME
	while read -r wget_key wget_value; do
		wget_value=${wget_value%"$PROGRESS_CR"}
		case $wget_key in
		HTTP/*)
			WGET_CODE=${wget_value%% *} WGET_LENGTH=
			;;
		[Cc]ontent-[Ll]ength:)
			case $wget_value in *[!0-9]* | ????????????????*) ;; *) WGET_LENGTH=$wget_value ;; esac
			;;
		[Ee][Tt][Aa][Gg]:)
			# a weak one cannot vouch for a range (RFC 9110, 13.1.5)
			case $wget_value in \"*\") WGET_ETAG=$wget_value ;; esac
			;;
		[Ll][Oo][Cc][Aa][Tt][Ii][Oo][Nn]:*)
			case $WGET_CODE in 3*)
				WGET_PLACE=${wget_key#*:}$wget_value
				wget_place
				;;
			esac
			;;
		esac
	done <"$PXE_RUN/fetch.log"
}

# wget_place: whether the redirect to WGET_PLACE is one that may be followed
wget_place() {
	redirect_absolute "$WGET_PLACE" || return 0
	wget_next=$(printf '%s' "${WGET_PLACE%%:*}" | tr 'A-Z' 'a-z')
	if ! fetch_no_downgrade "$wget_scheme" "$wget_next" || ! fetch_allowed "$wget_next"; then
		WGET_REFUSED=1
	fi
	wget_scheme=$wget_next
}

wget_judge() { # FILE STATUS
	wget_headers
	[ -z "$WGET_PLACE" ] || log_say "the server sent us on to $WGET_PLACE"
	if [ -n "$WGET_REFUSED" ]; then
		# wget has followed it already: what came that way is not used
		rm -f "$1"
		WGET_LAST=
		return 3
	fi
	if [ "$2" -eq 0 ]; then
		case $WGET_CODE in
		'' | 200 | 203 | 206) ;;
		*)
			# "no content", a redirect to nowhere: an empty file that nobody has
			FETCH_WHY="HTTP $WGET_CODE"
			return 1
			;;
		esac
		[ -e "$1" ] || : >"$1"
		return 0
	fi
	fetch_complaint
	# what TLS says comes before or after what wget says
	[ "$FETCH_SCHEME" != https ] || ! grep -q 'handshake failure' "$PXE_RUN/fetch.log" || FETCH_WHY='handshake failure'
	case $FETCH_WHY in
	*'larger than the limit'*) return 3 ;;
	*'No space left'* | *'short write'*)
		FETCH_WHY='No space left in memory'
		return 3
		;;
	*'bad address'*)
		FETCH_WHY="the name $FETCH_HOST is not known"
		return 2
		;;
	*'handshake failure'*)
		FETCH_WHY='TLS: the server refuses all that busybox can do (see HTTPS in pxeboot(7))'
		return 3
		;;
	*'not an http or ftp url'* | *'too many redirections'*) return 3 ;;
	*'server returned error'*)
		case $WGET_CODE in
		416)
			# the file shrank or was complete: start again
			rm -f "$1"
			FETCH_WHY='the server has no bytes after those'
			return 2
			;;
		408 | 425 | 429 | 5*) return 2 ;;
		4* | 3*)
			FETCH_WHY="HTTP $WGET_CODE"
			return 1
			;;
		esac
		;;
	*': 550'* | *'RETR'*' 5'* | *'SIZE'*' 5'*)
		FETCH_WHY="FTP: $FETCH_WHY"
		return 1
		;;
	esac
	return 2
}
