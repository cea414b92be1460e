/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbDocumoAnswer:
 * @status: the HTTP status
 * @content_type: (nullable): the media type, without its parameters
 * @retry_after: (nullable): the header of that name
 *
 * The head of an answer of Documo's API, or of whatever answers in its place.
 */
typedef struct
{
  guint status;
  const char *content_type;
  const char *retry_after;
} FbDocumoAnswer;

gboolean fb_documo_answer_may_be_document (const FbDocumoAnswer *answer);
GError *fb_documo_answer_dup_error (const FbDocumoAnswer *answer, GBytes *body);

G_END_DECLS
