/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

const char *fb_setup_message_get_subject (void);
char *fb_setup_message_dup (FbReceiver *receiver, GSettings *settings);

G_END_DECLS
