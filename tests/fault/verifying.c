// SPDX-License-Identifier: MIT
/*
 * LD_PRELOAD: the call of mbedTLS that FAIL names fails, each time, with the value of FAIL_WITH;
 * those that give a pointer give NULL. Its name is written to the file FAIL_MARK.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(const char *call)
{
	const char *name = getenv("FAIL"), *mark = getenv("FAIL_MARK");
	int fd;

	if (!name || !mark || strcmp(name, call) != 0)
		return 0;
	fd = open(mark, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, call, strlen(call)) < 0 || close(fd))
		abort();
	return 1;
}

#define WRAP(name, parameters, arguments)                                                          \
	int name parameters                                                                        \
	{                                                                                          \
		int(*real) parameters;                                                             \
                                                                                                   \
		*(void **)&real = dlsym(RTLD_NEXT, #name);                                         \
		return fails(#name) ? atoi(getenv("FAIL_WITH")) : real arguments;                  \
	}

WRAP(mbedtls_md, (const mbedtls_md_info_t *i, const unsigned char *d, size_t n, unsigned char *o),
     (i, d, n, o))
WRAP(mbedtls_md_setup, (mbedtls_md_context_t * c, const mbedtls_md_info_t *i, int h), (c, i, h))
WRAP(mbedtls_md_starts, (mbedtls_md_context_t * c), (c))
WRAP(mbedtls_md_update, (mbedtls_md_context_t * c, const unsigned char *d, size_t n), (c, d, n))
WRAP(mbedtls_md_finish, (mbedtls_md_context_t * c, unsigned char *o), (c, o))
WRAP(mbedtls_pk_parse_public_key, (mbedtls_pk_context * c, const unsigned char *k, size_t n),
     (c, k, n))
WRAP(mbedtls_pk_verify,
     (mbedtls_pk_context * c, mbedtls_md_type_t t, const unsigned char *h, size_t n,
      const unsigned char *s, size_t m),
     (c, t, h, n, s, m))
WRAP(mbedtls_pk_can_do, (const mbedtls_pk_context *c, mbedtls_pk_type_t t), (c, t))

size_t mbedtls_pk_get_bitlen(const mbedtls_pk_context *c)
{
	size_t (*real)(const mbedtls_pk_context *);

	*(void **)&real = dlsym(RTLD_NEXT, "mbedtls_pk_get_bitlen");
	return fails("mbedtls_pk_get_bitlen") ? 0 : real(c);
}

const mbedtls_md_info_t *mbedtls_md_info_from_type(mbedtls_md_type_t t)
{
	const mbedtls_md_info_t *(*real)(mbedtls_md_type_t);

	*(void **)&real = dlsym(RTLD_NEXT, "mbedtls_md_info_from_type");
	return fails("mbedtls_md_info_from_type") ? NULL : real(t);
}
