// SPDX-License-Identifier: MIT
/*
 * HTTP (RFC 9110, 9112), HTTPS and FTP by libcurl. Redirects are followed here, one request
 * after the other, for where one may lead, and whether it takes a password along, is a matter
 * of the loader's policy.
 */
#include <curl/curl.h>
#include <errno.h>
#include <string.h>

#include "fetch/attempt.h"
#include "fetch/http_header.h"
#include "fetch/redirect.h"
#include "fetch/tls.h"

enum {
	REDIRECTS = 10,
	LONGEST_WAIT = 120, /* seconds that a server may ask for (Retry-After) */
};

/* Why a transfer was stopped from here. */
enum stopped { NOT_STOPPED, STORAGE, IDLE, LATE, LONG_HEADERS, OTHER_RANGE, NO_TLS };

struct request {
	struct attempt *a;
	const struct location *to;
	CURL *curl;
	struct curl_slist *fields; /* of the header */
	struct tls tls;
	char text[CURL_ERROR_SIZE];
	/* of the answer */
	struct http_header header;
	bool body;
	/* how it goes */
	enum stopped stopped;
	int error; /* of storing */
	long begin, news, limit;
};

/* --- the answer ---------------------------------------------------------------------- */

static size_t take_header(char *line, size_t one, size_t len, void *ctx)
{
	struct request *r = ctx;

	r->news = limits_now();
	if (http_header_line(&r->header, r->a->arena, line, len))
		return one * len;
	r->stopped = LONG_HEADERS;
	return 0;
}

static long status(const struct request *r)
{
	long code = 0;

	curl_easy_getinfo(r->curl, CURLINFO_RESPONSE_CODE, &code);
	return code;
}

static bool is_file(const struct request *r)
{
	const long code = status(r);

	return r->to->scheme == SCHEME_FTP || code == 200 || code == 203 || code == 206;
}

/* Before the first bytes of a file: it begins where we are, or anew. */
static bool begin_body(struct request *r)
{
	struct download *d = r->a->to;
	curl_off_t length = 0;

	r->body = true;
	if (r->to->scheme != SCHEME_FTP && r->header.from != d->size) {
		if (r->header.from) {
			r->stopped = OTHER_RANGE;
			return false;
		}
		download_drop(d);
	}
	if (r->to->scheme != SCHEME_FTP)
		r->a->same = r->header.same;
	curl_easy_getinfo(r->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	if (length > 0)
		d->total = d->size + (uint64_t)length;
	if (d->total <= d->limits->size)
		return true;
	r->error = EFBIG;
	r->stopped = STORAGE;
	return false;
}

static size_t take_body(char *data, size_t one, size_t len, void *ctx)
{
	struct request *r = ctx;

	r->news = limits_now();
	/* else it is a page that says what is wrong */
	if (is_file(r) && (r->body || begin_body(r))) {
		r->error = download_write(r->a->to, data, len);
		r->stopped = r->error ? STORAGE : r->stopped;
	}
	return r->stopped ? 0 : one * len;
}

/* Called once a second, or more often. */
static int look(void *ctx, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up)
{
	struct request *r = ctx;
	const struct limits *l = r->a->to->limits;
	long time = limits_now();

	(void)total, (void)now, (void)up_total, (void)up;
	r->limit = r->body ? l->stall : l->first;
	if (l->whole && time - r->begin >= l->whole)
		r->stopped = LATE;
	else if (time - r->news >= r->limit)
		r->stopped = IDLE;
	else if (r->body)
		download_progress(r->a->to);
	return r->stopped != NOT_STOPPED;
}

/* --- the request --------------------------------------------------------------------- */

/* Part of the URL as it is meant. */
static const char *unescape(struct request *r, const char *s, size_t len)
{
	char *text = curl_easy_unescape(r->curl, arena_copy(r->a->arena, s, len), 0, NULL);
	const char *copy = arena_printf(r->a->arena, "%s", text ? text : "");

	curl_free(text);
	return copy;
}

static void add_field(struct request *r, const char *name, const char *value)
{
	struct curl_slist *more =
		curl_slist_append(r->fields, arena_printf(r->a->arena, "%s: %s", name, value));

	if (more)
		r->fields = more;
}

/* What came before goes on, if the server shows that it is still the same file. */
static void resume(struct request *r)
{
	struct download *d = r->a->to;

	if (d->size && r->to->scheme == SCHEME_FTP) {
		curl_easy_setopt(r->curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)d->size);
	} else if (d->size && r->a->same) {
		curl_easy_setopt(r->curl, CURLOPT_RANGE,
				 arena_printf(r->a->arena, "%llu-", (unsigned long long)d->size));
		add_field(r, "If-Range", r->a->same);
	} else {
		download_drop(d);
		return;
	}
	console_line(d->console, CONSOLE_DETAIL, "resuming at byte %llu",
		     (unsigned long long)d->size);
}

static void log_in(struct request *r)
{
	const char *user = r->to->user, *colon = strchr(user, ':');
	size_t len = colon ? (size_t)(colon - user) : strlen(user);

	if (!*user)
		return;
	curl_easy_setopt(r->curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
	curl_easy_setopt(r->curl, CURLOPT_USERNAME, unescape(r, user, len));
	curl_easy_setopt(r->curl, CURLOPT_PASSWORD,
			 colon ? unescape(r, colon + 1, strlen(colon + 1)) : "");
}

static void set_up(struct request *r)
{
	const struct limits *l = r->a->to->limits;
	bool tls = r->to->scheme == SCHEME_HTTPS;
	struct arena *a = r->a->arena;
	const char *url;
	CURL *c = r->curl;

	curl_easy_reset(c);
	curl_easy_setopt(c, CURLOPT_URL, location_url(a, r->to, tls ? SCHEME_HTTP : r->to->scheme));
	curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, r->text);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	/* whatever the kernel put into the environment */
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "pxeboot/" VERSION);
	curl_easy_setopt(c, CURLOPT_FTP_FILEMETHOD, (long)CURLFTPMETHOD_NOCWD);
	curl_easy_setopt(c, CURLOPT_FTP_SKIP_PASV_IP, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, l->stall);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)l->size);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, r);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, look);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, r);
	log_in(r);
	if (tls) {
		r->tls.name = r->to->host;
		if (!tls_use(&r->tls, c))
			r->stopped = NO_TLS;
		/* what follows https:// */
		url = location_url(a, r->to, SCHEME_HTTPS) + 8;
		add_field(r, "Host", arena_copy(a, url, strcspn(url, "/")));
	}
	resume(r);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, r->fields);
}

/* --- what came of it ----------------------------------------------------------------- */

static enum attempt_end ends(struct request *r, enum attempt_end end, const char *why)
{
	r->a->why = why;
	return end;
}

static enum attempt_end judge_stopped(struct request *r)
{
	struct arena *a = r->a->arena;
	const struct limits *l = r->a->to->limits;
	const char *why;

	switch (r->stopped) {
	case STORAGE:
		return attempt_not_stored(r->a, r->error);
	case IDLE:
		why = arena_printf(a, "no data for %ld s (pxeboot.%s=)", r->limit / 1000,
				   r->body ? "stall" : "firstbyte");
		break;
	case LATE:
		why = arena_printf(a, "not done after %ld s (pxeboot.filetime=)", l->whole / 1000);
		break;
	case NO_TLS:
		return ends(r, ATTEMPT_HOPELESS,
			    "HTTPS needs a loader built with libcurl 7.80 or newer");
	case LONG_HEADERS:
		return ends(r, ATTEMPT_HOPELESS, "the answer's header is longer than 64 KiB");
	default:
		download_drop(r->a->to);
		why = "the server sends another part of the file than was asked for";
	}
	return ends(r, ATTEMPT_AGAIN, why);
}

/* Ends in status 4xx that may pass, and all 5xx, are worth another attempt. */
static enum attempt_end judge_status(struct request *r, long code)
{
	curl_off_t wait = 0;

	r->a->why = arena_printf(r->a->arena, "HTTP %ld", code);
	if (code == 416) {
		/* the file has become shorter, or there was all of it */
		download_drop(r->a->to);
		return ends(r, ATTEMPT_AGAIN, "the server has no bytes after those");
	}
	if (code != 408 && code != 425 && code != 429 && code < 500)
		return ATTEMPT_ABSENT;
	curl_easy_getinfo(r->curl, CURLINFO_RETRY_AFTER, &wait);
	r->a->wait = (long)(wait < LONGEST_WAIT ? wait : LONGEST_WAIT) * 1000;
	return ATTEMPT_AGAIN;
}

static const char *said_by_curl(struct request *r, CURLcode result)
{
	return arena_printf(r->a->arena, "%s", *r->text ? r->text : curl_easy_strerror(result));
}

static enum attempt_end judge_ftp(struct request *r, CURLcode result)
{
	long code = status(r);

	r->a->why = arena_printf(r->a->arena, "FTP: %s", said_by_curl(r, result));
	return result == CURLE_REMOTE_FILE_NOT_FOUND || code == 550 || code == 553 ? ATTEMPT_ABSENT
										   : ATTEMPT_AGAIN;
}

static enum attempt_end judge_tls(struct request *r, const char *said)
{
	if (strstr(said, "handshake failure") || strstr(said, "alert code 70"))
		return ends(r, ATTEMPT_HOPELESS,
			    "TLS: the server refuses all that busybox can do (see HTTPS in "
			    "pxeboot(7))");
	return ends(r, ATTEMPT_AGAIN, arena_printf(r->a->arena, "TLS: %s", said));
}

static const char *not_connected(struct request *r)
{
	long error = 0;

	curl_easy_getinfo(r->curl, CURLINFO_OS_ERRNO, &error);
	return arena_printf(r->a->arena, "no connection to %s port %s: %s", r->to->host,
			    r->to->port, error ? strerror((int)error) : r->text);
}

static enum attempt_end judge(struct request *r, CURLcode result)
{
	char said[256] = "";
	int error;

	tls_close(&r->tls, said, sizeof(said));
	if (r->stopped)
		return judge_stopped(r);
	if (result == CURLE_COULDNT_RESOLVE_HOST) {
		r->a->cause = ATTEMPT_NO_HOST;
		return ends(r, ATTEMPT_AGAIN,
			    arena_printf(r->a->arena, "the name %s is not known", r->to->host));
	}
	if (result == CURLE_OPERATION_TIMEDOUT || result == CURLE_COULDNT_CONNECT)
		return ends(r, ATTEMPT_AGAIN, not_connected(r));
	if (result == CURLE_FILESIZE_EXCEEDED)
		return attempt_not_stored(r->a, EFBIG);
	if (result == CURLE_OUT_OF_MEMORY)
		return ends(r, ATTEMPT_HOPELESS,
			    "out of memory, or a line of the header is longer than 100 kB");
	if (result && *said)
		return judge_tls(r, said);
	if (result && r->to->scheme == SCHEME_FTP)
		return judge_ftp(r, result);
	if (result)
		return ends(r, ATTEMPT_AGAIN, said_by_curl(r, result));
	if (!is_file(r))
		return judge_status(r, status(r));
	/* an empty file */
	if (!r->body && !begin_body(r))
		return judge_stopped(r);
	error = download_finish(r->a->to);
	return error ? attempt_not_stored(r->a, error) : ATTEMPT_DONE;
}

/* --- redirects ----------------------------------------------------------------------- */

/* Sets *TO to where the answer leads. ATTEMPT_DONE if it can be asked for. */
static enum attempt_end redirect(struct request *r, struct location *to)
{
	struct arena *a = r->a->arena;
	const char *why = redirect_to(a, r->to, r->header.location, r->a->insecure, to);

	if (why)
		return ends(r, ATTEMPT_HOPELESS, why);
	console_line(r->a->to->console, CONSOLE_DETAIL, "the server sent us on to %s",
		     location_url(a, to, to->scheme));
	return ATTEMPT_DONE;
}

static bool is_redirect(struct request *r, CURLcode result)
{
	long code = status(r);

	return !result && !r->stopped && r->to->scheme != SCHEME_FTP && r->header.location &&
	       code >= 300 && code < 400 && code != 304;
}

static enum attempt_end ask(struct request *r)
{
	struct location here = *r->a->from, next;
	enum attempt_end end;
	CURLcode result;
	bool moved;

	for (int i = 0; i <= REDIRECTS; i++) {
		*r = (struct request){.a = r->a, .to = &here, .curl = r->curl, .tls = {.said = -1}};
		if (here.scheme == SCHEME_HTTPS)
			console_line(r->a->to->console, CONSOLE_WARNING,
				     "%s: the server is not verified (pxeboot.tls=insecure)",
				     location_url(r->a->arena, &here, SCHEME_HTTPS));
		set_up(r);
		r->begin = r->news = limits_now();
		result = r->stopped ? CURLE_FAILED_INIT : curl_easy_perform(r->curl);
		moved = is_redirect(r, result);
		end = moved ? redirect(r, &next) : judge(r, result);
		tls_close(&r->tls, NULL, 0);
		curl_slist_free_all(r->fields);
		if (!moved || end != ATTEMPT_DONE)
			return end;
		here = next;
	}
	return ends(r, ATTEMPT_HOPELESS, "too many redirections");
}

enum attempt_end attempt_http(struct attempt *a)
{
	struct request r = {.a = a, .curl = curl_easy_init()};
	enum attempt_end end = r.curl ? ask(&r) : ends(&r, ATTEMPT_HOPELESS, "out of memory");

	curl_easy_cleanup(r.curl);
	return end;
}
