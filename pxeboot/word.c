// SPDX-License-Identifier: MIT
#include "word.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *word_skip(const char *s)
{
	while (word_blank(*s))
		s++;
	return s;
}

size_t word_length(const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] > ' ')
		n++;
	return n;
}

size_t word_trimmed(const char *s)
{
	size_t n = strlen(s);

	while (n && word_blank(s[n - 1]))
		n--;
	return n;
}

char word_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

char word_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static const char *changed(struct arena *a, const char *s, char (*change)(char c))
{
	char *out = arena_alloc(a, strlen(s) + 1);

	for (size_t i = 0; out && s[i]; i++)
		out[i] = change(s[i]);
	return out ? out : "";
}

const char *word_lowered(struct arena *a, const char *s)
{
	return changed(a, s, word_lower);
}

const char *word_uppered(struct arena *a, const char *s)
{
	return changed(a, s, word_upper);
}

bool word_has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

bool word_is(const char *s, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++)
		if (!word[i] || word_lower(s[i]) != word[i])
			return false;
	return !word[len];
}

bool word_equal(const char *s, const char *word)
{
	size_t i = 0;

	while (s[i] && word_lower(s[i]) == word_lower(word[i]))
		i++;
	return !s[i] && !word[i];
}

const char *word_unquote(struct arena *a, const char *s)
{
	size_t n = word_trimmed(s);

	if ((*s != '"' && *s != '\'') || n < 2 || s[n - 1] != *s || memchr(s + 1, *s, n - 2))
		return s;
	return arena_copy(a, s + 1, n - 2);
}

const char *word_name(struct arena *a, const char *s)
{
	const char *inner = word_unquote(a, s);

	return arena_copy(a, inner, word_trimmed(inner));
}

int word_atoi(const char *s)
{
	long n;

	errno = 0;
	n = strtol(word_skip(s), NULL, 10);
	return n > INT_MAX ? INT_MAX : n < -INT_MAX ? -INT_MAX : (int)n;
}

uint32_t word_bits(const char *s)
{
	unsigned long long n;

	errno = 0;
	n = strtoull(word_skip(s), NULL, 0);
	/* what does not fit is all bits, as on the 32-bit machines of PXELINUX */
	if (errno == ERANGE || (n > UINT32_MAX && n < UINT64_MAX - UINT32_MAX))
		return UINT32_MAX;
	return (uint32_t)n;
}
