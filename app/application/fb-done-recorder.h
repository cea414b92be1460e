/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_DONE_RECORDER (fb_done_recorder_get_type ())
G_DECLARE_FINAL_TYPE (FbDoneRecorder, fb_done_recorder, FB, DONE_RECORDER, GObject)

FbDoneRecorder *
fb_done_recorder_new (FbStore *store, FbWindowPresenter *presenter, GSettings *settings);
void fb_done_recorder_record (FbDoneRecorder *self,
                              const char *message_id,
                              const char *activation_token);

G_END_DECLS
