/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void slow_password_write (const char *file_name, const char *user, const char *password);

G_END_DECLS
