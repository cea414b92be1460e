/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-contact-recorder.h"

G_BEGIN_DECLS

/**
 * FbContactChange:
 *
 * Numbers that somebody names together.
 */
typedef struct _FbContactChange FbContactChange;

FbContactChange *fb_contact_change_new (GPtrArray *contacts, gboolean replaces, GTask *task);
void fb_contact_change_free (FbContactChange *change);
gboolean fb_contact_change_run (FbContactChange *change,
                                FbContactRecorder *recorder,
                                guint n_contacts,
                                FbChanges *changes,
                                GError **error);
gboolean fb_contact_change_advance (FbContactChange *change);
void fb_contact_change_reply (FbContactChange *change, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbContactChange, fb_contact_change_free)

G_END_DECLS
