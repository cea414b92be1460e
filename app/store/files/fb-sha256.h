/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FB_SHA256_LENGTH 32

/**
 * FbSha256:
 *
 * The SHA-256 of something that comes in pieces.
 */
typedef struct _FbSha256 FbSha256;

FbSha256 *fb_sha256_new (void);
void fb_sha256_free (FbSha256 *hash);
void fb_sha256_update (FbSha256 *hash, const void *data, gsize length);
void fb_sha256_get_digest (FbSha256 *hash, guint8 digest[FB_SHA256_LENGTH]);
char *fb_sha256_dup_hex (FbSha256 *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSha256, fb_sha256_free)

G_END_DECLS
