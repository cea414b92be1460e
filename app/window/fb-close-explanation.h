/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FbCloseAnswer:
 * @FB_CLOSE_CANCELLED: leave the window open
 * @FB_CLOSE_GO_ON: close it, and go on receiving
 * @FB_CLOSE_QUIT: quit
 *
 * What was answered to the explanation.
 */
typedef enum
{
  FB_CLOSE_CANCELLED,
  FB_CLOSE_GO_ON,
  FB_CLOSE_QUIT,
} FbCloseAnswer;

typedef void (*FbCloseAnswered) (FbCloseAnswer answer, gpointer user_data);

void fb_close_explanation_present (GtkWindow *window,
                                   gboolean has_tray,
                                   FbCloseAnswered answered,
                                   gpointer user_data);

G_END_DECLS
