/* SPDX-License-Identifier: MIT */
/*
 * kexec as a command: with the options of kexec-tools' that concern s390.
 */
#ifndef KEXEC_H
#define KEXEC_H

#include "bytes.h"

/*
 * What it says goes to OUT. The exit status: 0, 1 with ERR, 2 with ERR if the arguments are
 * wrong. Does not return when another kernel starts.
 */
int kexec(int argc, char **argv, struct bytes *out, struct error *err);

#endif
