/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-event.h"

G_BEGIN_DECLS

char *fb_document_dup_folder_name (const FbEvent *event, gint64 received_at);
char *fb_document_dup_stem (const FbEvent *event, const char *message_id, gint64 received_at);

G_END_DECLS
