/* SPDX-License-Identifier: MIT */
/* Names of modules and of their files: "snd-hda.ko.xz" holds the module snd_hda. */
#ifndef MODNAME_H
#define MODNAME_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* The length of a module's file name without ".ko" and what follows it; 0: not a module. */
size_t modname_stem(const char *file);

/* The module in the file PATH of LEN bytes, with "_" as the kernel has it; false: not a module. */
bool modname_of_file(const char *path, size_t len, char name[NAME_MAX + 1]);

/* "-" becomes "_", except inside of [...], as the pattern of an alias may have it. */
void modname_normalise(char *name);

#endif
