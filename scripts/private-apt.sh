# SPDX-License-Identifier: MIT
# An apt of our own: sources like this machine's, but state, lists and downloads below CACHE, so
# that it needs no root and does not touch the machine's packages. Sourced by fetch-packages and
# fetch-sources, with their say, die and misuse and these variables:
#   me suite arch       the command, the release, the architecture
#   types               deb or deb-src
#   update quiet        options of these names
#
# open_apt NAME     makes CACHE absolute, state (apt's directory for NAME), store (for downloads),
#                   work (for temporary files, removed at exit); waits for others that use it
# write_sources     makes $work/debian.sources from this machine's own sources, or from
#                   MIRROR, SECURITY_MIRROR and KEYRING
# ready_lists       reads the mirror's lists of packages when there are none or update says so, and
#                   sets APT_CONFIG; 3 where they cannot be read and update is "try"
# update_lists      reads them again; 1 when the mirror does not answer: then the lists, and what
#                   they are read by, are as before
# mark_security     adds a field "security" to lines of packages whose version is such a fix

# shellcheck disable=SC2034 # for who sources this
tab=$(printf '\t')
work=''

open_apt() { # NAME
	for tool in apt-get apt-cache apt-config dpkg-deb flock sha256sum awk; do
		command -v "$tool" >/dev/null 2>&1 || die \
			"$tool is missing, and the s390x packages come through apt" \
			"Fedora has apt and dpkg as packages (scripts/install-deps names them), SUSE has not;" \
			"without them, build in a container or on an s390x machine, or give Makefile.pxelinux.0 an unpacked ROOT="
	done
	case $suite in [!a-z0-9]* | *[!a-z0-9.-]*) misuse "not a suite name: $suite" ;; esac
	# what a suite of backports lacks comes from the release it belongs to
	release=${suite%-backports}
	# shellcheck source=scripts/cache.sh
	. "$top/scripts/cache.sh"
	mkdir -p "$CACHE" || die "cannot make the cache directory $CACHE: set CACHE to a place you may write to"
	CACHE=$(cd "$CACHE" && pwd -P)
	case $CACHE in *[\"\;\\]*) die "apt cannot work in a directory with such a name: $CACHE" ;; esac
	state=$CACHE/apt/$1
	store=$CACHE/packages/$1
	mkdir -p "$state/lists/partial" "$state/archives/partial" "$store" ||
		die "cannot write in the cache directory $CACHE: set CACHE to a place you may write to"
	[ -w "$state" ] || die "cannot write in $state: set CACHE to a place you may write to"
	trap '[ -z "$work" ] || rm -rf "$work"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 141' PIPE
	trap 'exit 143' TERM
	# One run at a time; the lock goes with the process.
	exec 9>"$state/lock"
	if ! flock -n 9; then
		say "waiting for another $me to finish with $suite $arch"
		flock 9
	fi
	work=$(mktemp -d "$state/work.XXXXXX")
}

# Prints the machine's apt sources, one line for each URI and suite:
# URI <tab> SUITE <tab> KEYRING (empty where not said). Component main only.
host_sources() {
	for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ ! -r "$f" ] || awk '
			$1 == "deb" {
				sub(/^[ \t]*deb[ \t]+/, "")
				sub(/#.*/, "")
				key = ""
				if (match($0, /^\[[^]]*\][ \t]*/)) {
					options = substr($0, 1, RLENGTH)
					$0 = substr($0, RLENGTH + 1)
					if (match(options, /signed-by=\/[^] \t]*/))
						key = substr(options, RSTART + 10, RLENGTH - 10)
				}
				for (i = 3; i <= NF; i++)
					if ($i == "main")
						print $1 "\t" $2 "\t" key
			}' "$f"
	done
	for f in /etc/apt/sources.list.d/*.sources; do
		[ ! -r "$f" ] || awk '
			function flush(    u, s, i, j, nu, ns) {
				nu = split(field["uris"], u, /[ \t]+/)
				ns = split(field["suites"], s, /[ \t]+/)
				if ((" " field["types"] " ") ~ / deb / &&
				    (" " field["components"] " ") ~ / main / &&
				    tolower(field["enabled"]) !~ /^(no|false|off|0|without|disable)$/)
					for (i = 1; i <= nu; i++)
						for (j = 1; j <= ns; j++)
							print u[i] "\t" s[j] "\t" (field["signed-by"] ~ /^\/[^ ]*$/ ? field["signed-by"] : "")
				split("", field)
			}
			{ sub(/\r$/, "") }
			/^#/ { next }
			/^[ \t]*$/ { flush(); next }
			/^[^ \t:]+:/ {
				name = tolower($0); sub(/:.*/, "", name)
				value = $0; sub(/^[^:]*:[ \t]*/, "", value); sub(/[ \t]+$/, "", value)
				field[name] = value
				next
			}
			/^[ \t]/ {
				gsub(/^[ \t]+|[ \t]+$/, "")
				field[name] = field[name] (field[name] == "" ? "" : " ") $0
			}
			END { flush() }' "$f"
	done
}

# Chooses from host_sources: "main URI KEYRING", "updates ...", "security ...".
# The mirror that has the wanted suite, else the one that has a suite of Debian's;
# one whose path ends in /debian before others (a vendor may name its suites alike).
choose_sources() {
	awk -F '\t' -v suite="$release" '
		BEGIN {
			n = split("buster bullseye bookworm trixie forky duke sid oldoldstable oldstable stable testing unstable", names, " ")
			for (i = 1; i <= n; i++) debian[names[i]] = 1
			rolling["sid"] = rolling["unstable"] = rolling["experimental"] = 1
		}
		$1 ~ /^cdrom:/ { next }
		{
			uri = $1; sub(/\/+$/, "", uri)
			base = $2; sub(/(-updates|-security|\/updates)$/, "", base)
			kind = substr($2, length(base) + 1)
			if (base != suite && !(debian[base] && debian[suite])) next
			score = (base == suite ? 2 : 0) + (uri ~ /\/debian(-security)?$/ ? 1 : 0)
			kind = kind == "" ? "main" : kind == "-updates" ? "updates" : "security"
			if (!(kind in best) || score > best[kind]) {
				best[kind] = score; from[kind] = $1; key[kind] = base == suite ? $3 : ""
			}
		}
		END {
			if ("main" in best) print "main\t" from["main"] "\t" key["main"]
			if (rolling[suite]) exit
			if ("updates" in best) print "updates\t" from["updates"] "\t" key["updates"]
			if ("security" in best) print "security\t" from["security"] "\t" key["security"]
		}'
}

find_keyring() { # KEYRING THAT THE SOURCES NAME
	for key in "${KEYRING:-$1}" /usr/share/keyrings/debian-archive-keyring.gpg \
		/usr/share/keyrings/debian-archive-keyring.pgp; do
		if [ -n "$key" ] && [ -r "$key" ]; then
			printf '%s' "$key"
			return
		fi
		[ -z "${KEYRING:-}" ] || die "KEYRING=$KEYRING cannot be read"
	done
	[ "$1" = "" ] && [ -n "$own_suite" ] && return # the machine's own trusted keys
	die "no key to check the mirror with: install the package debian-archive-keyring, or set KEYRING"
}

write_sources() {
	host_sources >"$work/host"
	choose_sources <"$work/host" >"$work/chosen"
	own_suite=$(awk -F '\t' -v s="$release" '$2 == s { print "yes"; exit }' "$work/host")
	if [ -n "${MIRROR:-}" ]; then
		printf 'main\t%s\t\n' "$MIRROR" >"$work/chosen"
		own_suite=
	fi
	if [ -n "${SECURITY_MIRROR:-}" ]; then
		sed -i '/^security/d' "$work/chosen"
		printf 'security\t%s\t\n' "$SECURITY_MIRROR" >>"$work/chosen"
	fi
	grep -q '^main' "$work/chosen" || die \
		"this machine's apt sources name no mirror that has $suite" \
		"set MIRROR to the URL of a Debian mirror (and install debian-archive-keyring)"
	write_stanzas
}

write_stanzas() {
	while IFS=$tab read -r kind uri key; do
		case $uri in *[[:space:]\"]* | '') die "not a URL: $uri" ;; esac
		key=$(find_keyring "$key")
		case $kind in
		main) if [ "$suite" = "$release" ]; then s=$suite; else s="$release $suite"; fi ;;
		*) s=$release-$kind ;;
		esac
		printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nArchitectures: %s\n' "$types" "$uri" "$s" "$arch"
		[ -z "$key" ] || printf 'Signed-By: %s\n' "$key"
		printf '\n'
	done <"$work/chosen" >"$work/debian.sources"
}

# How this machine reaches the network (proxies ...) is kept, all else is our own.
write_config() {
	apt-config dump 2>/dev/null | grep -E '^Acquire::' |
		grep -vE '^Acquire::(Languages|AllowInsecure|AllowWeak|AllowDowngrade|IndexTargets|GzipIndexes)' || :
	trusted=/dev/null
	[ -z "$own_suite" ] || trusted=/etc/apt/trusted.gpg.d
	cat <<-END
		Dir::Etc::Main "/dev/null";
		Dir::Etc::Parts "/dev/null";
		Dir::Etc::SourceList "$state/debian.sources";
		Dir::Etc::SourceParts "/dev/null";
		Dir::Etc::Preferences "/dev/null";
		Dir::Etc::PreferencesParts "/dev/null";
		Dir::Etc::Trusted "/dev/null";
		Dir::Etc::TrustedParts "$trusted";
		Dir::State "$state";
		Dir::State::status "$state/status";
		Dir::Cache "$state";
		Dir::Log "$state";
		APT::Architecture "$arch";
		APT::Architectures { "$arch"; };
		APT::Sandbox::User "root";
		APT::Default-Release "$([ "$suite" = "$release" ] || echo "$suite")";
		APT::Color "0";
		Acquire::Languages "none";
		Acquire::Retries "3";
		Acquire::AllowInsecureRepositories "false";
		Acquire::AllowDowngradeToInsecureRepositories "false";
	END
}

# The cache may have moved since its configuration was written.
move_config() {
	STATE=$state awk '
		/^Dir::(State|Cache|Log) / { print $1 " \"" ENVIRON["STATE"] "\";"; next }
		/^Dir::State::status / { print $1 " \"" ENVIRON["STATE"] "/status\";"; next }
		/^Dir::Etc::SourceList / { print $1 " \"" ENVIRON["STATE"] "/debian.sources\";"; next }
		{ print }'
}

update_lists() {
	say "reading the ${lists_of:-package lists} of $suite $arch"
	write_sources
	for kept in debian.sources apt.conf; do
		[ ! -f "$state/lists.ok" ] || cp "$state/$kept" "$work/$kept.before"
	done
	write_config >"$state/apt.conf"
	: >"$state/status"
	if ! read_lists; then
		cp "$work/log" "$work/log.all"
		# A mirror may lack the small suites of updates for an architecture.
		if grep -q -v '^main' "$work/chosen"; then
			sed -i '/^main/!d' "$work/chosen"
			write_stanzas
			read_lists
		else
			false
		fi || {
			[ "$update" = try ] || sed 's/^/  /' "$work/log.all" >&2
			# else the next run would read the lists without those of security fixes
			for kept in debian.sources apt.conf; do
				[ ! -f "$work/$kept.before" ] || cp "$work/$kept.before" "$state/$kept"
			done
			return 1
		}
		printf '%s: the updates of %s cannot be read from this mirror; going on without them:\n' "$me" "$suite" >&2
		sed -n 's/^E: Failed/  Failed/p' "$work/log.all" >&2
	fi
	: >"$state/lists.ok"
}

read_lists() {
	cp "$work/debian.sources" "$state/debian.sources"
	APT_CONFIG=$state/apt.conf apt-get -qq -o APT::Update::Error-Mode=any update >"$work/log" 2>&1
}

tell_age() {
	age=$(($(date +%s) - $(date -r "$state/lists.ok" +%s)))
	if [ "$age" -ge 172800 ]; then
		age="$((age / 86400)) days"
	elif [ "$age" -ge 7200 ]; then
		age="$((age / 3600)) hours"
	else
		age="$((age / 60)) minutes"
	fi
	printf '%s: the package lists of %s %s cannot be read again (%s); using those of %s, %s old\n' "$me" "$suite" "$arch" \
		"$(sed -n 's/^[EW]: *//p' "$work/log.all" | head -n 1)" "$(date -r "$state/lists.ok" '+%Y-%m-%d %H:%M')" "$age" >&2
}

ready_lists() {
	APT_CONFIG=$state/apt.conf
	[ -f "$state/lists.ok" ] || update=yes
	lists=0
	if [ -n "$update" ] && ! APT_CONFIG='' update_lists; then
		[ "$update" = try ] ||
			die "cannot read the package lists of $suite $arch (no network, or MIRROR is wrong?)"
		tell_age
		lists=3
	fi
	if [ -z "$update" ] || [ "$lists" -ne 0 ]; then
		move_config <"$state/apt.conf" >"$work/apt.conf"
		cmp -s "$work/apt.conf" "$state/apt.conf" || cp "$work/apt.conf" "$state/apt.conf"
	fi
	export APT_CONFIG
	return $lists
}

mark_security() {
	cut -f1 "$work/packages" | xargs apt-cache madison 2>/dev/null >"$work/madison" || :
	awk -F '\t' -v OFS='\t' '
		FILENAME == ARGV[1] {
			split($0, part, / *[|] */)
			sub(/^ */, "", part[1])
			if (part[3] ~ /^[^ ]* [a-z]+-security\//)
				security[part[1] "\t" part[2]] = 1
			next
		}
		($1 "\t" $2) in security { $7 = "security" }
		{ print }' "$work/madison" -
}
