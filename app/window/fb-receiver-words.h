/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

char *fb_receiver_problem_dup_title (const GError *problem, const char *address, guint port);
const char *fb_receiver_problem_get_advice (const GError *problem);
char *fb_receiver_dup_state_sentence (FbReceiver *receiver, GSettings *settings);
char *fb_receiver_dup_warning (FbReceiver *receiver);
char *fb_receiver_dup_problem_title (FbReceiver *receiver, GSettings *settings);

G_END_DECLS
