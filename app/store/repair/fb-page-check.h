/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbPageCheck:
 *
 * A thread that reads every page of the database once.
 */
typedef struct _FbPageCheck FbPageCheck;

/**
 * FbPageCheckFunc:
 * @user_data: what was given with the function
 *
 * Called in the check's thread when the database is damaged.
 */
typedef void (*FbPageCheckFunc) (gpointer user_data);

FbPageCheck *fb_page_check_new (const char *folder,
                                guint delay_ms,
                                FbPageCheckFunc on_damage,
                                gpointer user_data);
void fb_page_check_free (FbPageCheck *check);

gboolean fb_page_check_was_unclean (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPageCheck, fb_page_check_free)

G_END_DECLS
