/* SPDX-License-Identifier: MIT */
/*
 * Words and values of the configuration language. A blank is every character up to the
 * space, as in PXELINUX (com32/elflink/ldlinux/readconfig.c, my_isspace).
 */
#ifndef WORD_H
#define WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

static inline bool word_blank(char c)
{
	return (unsigned char)c <= ' ' && c;
}

/* S behind its blanks. */
const char *word_skip(const char *s);
/* The length of the word that S begins with. */
size_t word_length(const char *s);
/* The length of S without the blanks at its end. */
size_t word_trimmed(const char *s);
/* True if the first LEN bytes of S are WORD, upper and lower case being the same. */
bool word_is(const char *s, size_t len, const char *word);
/* The same for the whole string S. */
bool word_equal(const char *s, const char *word);
/* Upper case for ASCII's lower-case letters and the reverse, whatever the locale. */
char word_lower(char c);
char word_upper(char c);
/* All of S so. */
const char *word_lowered(struct arena *a, const char *s);
const char *word_uppered(struct arena *a, const char *s);
/* True if S has a control character (of ASCII). */
bool word_has_control(const char *s);

/* A value without the pair of quotes around all of it, if it has one. */
const char *word_unquote(struct arena *a, const char *s);
/* A value as a name: unquoted, without blanks at its end. */
const char *word_name(struct arena *a, const char *s);
/* C's atoi(), held within 32 bits. */
int word_atoi(const char *s);
/* C's strtoul() with base 0, of which SYSAPPEND takes 32 bits. */
uint32_t word_bits(const char *s);

#endif
