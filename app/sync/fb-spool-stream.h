/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_SPOOL_STREAM (fb_spool_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbSpoolStream, fb_spool_stream, FB, SPOOL_STREAM, GOutputStream)

GOutputStream *fb_spool_stream_new (FbStore *store, GError **error);
FbSpoolFile *fb_spool_stream_steal_file (FbSpoolStream *self);

G_END_DECLS
