/* SPDX-License-Identifier: MIT */
/* Files that are not configurations: a server may send anything under the name that was asked for.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "bytes.h"

/*
 * What a file is instead, with what to do about it; NULL: it may be a configuration. CONTENT:
 * its lines that are neither empty nor comments; KNOWN: of these, the ones of the language;
 * ODD: lines that no text has.
 */
const char *foreign_text(const struct bytes *text, unsigned int content, unsigned int known,
			 unsigned int odd);

#endif
