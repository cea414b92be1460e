/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window-presenter.h"

G_BEGIN_DECLS

void fb_export_dialog_present (FbWindowPresenter *presenter,
                               const char *folder,
                               const char *activation_token);

G_END_DECLS
