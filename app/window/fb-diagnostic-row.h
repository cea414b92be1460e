/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-diagnostic.h"

G_BEGIN_DECLS

#define FB_TYPE_DIAGNOSTIC_ROW (fb_diagnostic_row_get_type ())
G_DECLARE_FINAL_TYPE (FbDiagnosticRow, fb_diagnostic_row, FB, DIAGNOSTIC_ROW, AdwPreferencesRow)

/* Signal:
 *   remedy-chosen (guint: a FbRemedy): a button was pressed
 */

GtkWidget *fb_diagnostic_row_new (FbDiagnosticSubject subject);
void fb_diagnostic_row_show (FbDiagnosticRow *self, const FbDiagnostic *diagnostic);

G_END_DECLS
