/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window-presenter.h"

G_BEGIN_DECLS

void fb_contact_import_dialog_present (FbWindowPresenter *presenter,
                                       FbStore *store,
                                       GSettings *settings,
                                       const char *activation_token);
void fb_contact_export_dialog_present (FbWindowPresenter *presenter,
                                       FbStore *store,
                                       const char *activation_token);

G_END_DECLS
