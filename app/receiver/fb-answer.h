/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-visit.h"

G_BEGIN_DECLS

/**
 * FbAnswer:
 * @status: the HTTP status
 * @text: a line for a person; it names no private thing
 * @retry_after: seconds, or 0 to say nothing of it
 * @header: (nullable): the name of one more header
 * @header_value: its value
 *
 * What is said to a sender. Points to constants: copy it freely.
 */
typedef struct
{
  guint status;
  const char *text;
  guint retry_after;
  const char *header;
  const char *header_value;
} FbAnswer;

extern const FbAnswer fb_answer_kept;
extern const FbAnswer fb_answer_alive;
extern const FbAnswer fb_answer_unauthorized;
extern const FbAnswer fb_answer_not_allowed;
extern const FbAnswer fb_answer_too_many_failed;
extern const FbAnswer fb_answer_busy;
extern const FbAnswer fb_answer_logging_in;
extern const FbAnswer fb_answer_not_judged;
extern const FbAnswer fb_answer_closed;
extern const FbAnswer fb_answer_no_space;
extern const FbAnswer fb_answer_not_kept;
extern const FbAnswer fb_answer_too_slow;
extern const FbAnswer fb_answer_too_many;
extern const FbAnswer fb_answer_too_large;
extern const FbAnswer fb_answer_malformed;

char *fb_answer_to_text (const FbAnswer *answer, gboolean with_body);
void fb_answer_give (const FbAnswer *answer, SoupServerMessage *message);
void fb_answer_give_early (const FbAnswer *answer, SoupServerMessage *message, FbVisit *visit);
void fb_answer_give_on_stream (const FbAnswer *answer,
                               gboolean with_body,
                               GIOStream *stream,
                               FbVisit *visit);

G_END_DECLS
