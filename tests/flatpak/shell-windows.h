/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ShellWindows ShellWindows;

ShellWindows *shell_windows_new (void);
void shell_windows_free (ShellWindows *self);

G_END_DECLS
