/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-keyboard.h"
#include "desktop-post.h"

G_BEGIN_DECLS

/* Who is at the desk. */
#define INBOX_USER "Ada"

void inbox_set_up (Desktop *desktop, gconstpointer data);
void inbox_tear_down (Desktop *desktop, gconstpointer data);

void inbox_open (Desktop *desktop, const PostedFax *faxes, guint n_faxes);
void inbox_post_unreadable (Desktop *desktop);
JsonObject *inbox_dup_exported (Desktop *desktop, const char *message_id);

#define INBOX_TEST(path, function)                                                                 \
  g_test_add (path, Desktop, NULL, inbox_set_up, function, inbox_tear_down)

G_END_DECLS
