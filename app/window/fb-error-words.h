/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fb_error_get_reason (const GError *error);
char *fb_error_dup_message (const char *what, const GError *error);
char *fb_join_sentences (const char *first, const char *second);

G_END_DECLS
