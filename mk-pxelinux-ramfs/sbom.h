/* SPDX-License-Identifier: MIT */
/*
 * A software bill of materials: CycloneDX 1.5 as JSON
 * (https://cyclonedx.org/docs/1.5/json/), packages with the files that came from
 * them, then the files of no package. Nothing in it depends on when or where it
 * is made. What is missing in it, it says itself, and so do WARNINGS.
 */
#ifndef SBOM_H
#define SBOM_H

#include "bytes.h"
#include "error.h"
#include "kernel.h"
#include "root.h"
#include "tree.h"

/*
 * What was compiled by guest/build, the kernel among it, is named by the source packages that
 * the directory it is in lists.
 */
int sbom_make(const struct tree *t, const struct root *root, const struct kernel *kernel,
	      struct bytes *out, struct names *warnings, struct error *err);

#endif
