/* SPDX-License-Identifier: MIT */
/* IPv4 addresses as texts and numbers, the first byte being the highest. */
#ifndef IPV4_H
#define IPV4_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* Four decimal numbers from 0 to 255 and nothing else; leading zeros would be octal to some. */
bool ipv4_parse(const char *s, uint32_t *address);
/* True for what a single machine can have: not 0.x.x.x, not a loopback, not from 224.0.0.0 on. */
bool ipv4_is_host(uint32_t address);
const char *ipv4_text(struct arena *a, uint32_t address);

/* The netmask of a length from 0 to 32. */
uint32_t ipv4_mask(int length);
/* The length of a netmask, from 1 to 32; 0 if it is not one. */
int ipv4_mask_length(uint32_t mask);
/* The length for an address without a netmask, by its class (RFC 950). */
int ipv4_class_length(uint32_t address);

#endif
