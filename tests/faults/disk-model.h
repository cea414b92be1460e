/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "disk-log.h"

G_BEGIN_DECLS

/**
 * DiskModel:
 *
 * What a disk may hold at a moment, if the power is cut then.
 */
typedef struct _DiskModel DiskModel;

/**
 * DiskWorld:
 * @DISK_WORLD_FLUSHED: nothing but what was flushed, the least that a disk may hold
 * @DISK_WORLD_WRITTEN: everything, as after a kill
 * @DISK_WORLD_CHANCE: of what was not flushed, each change has reached the disk or has not
 */
typedef enum
{
  DISK_WORLD_FLUSHED,
  DISK_WORLD_WRITTEN,
  DISK_WORLD_CHANCE,
  DISK_N_WORLDS,
} DiskWorld;

DiskModel *disk_model_new (void);
void disk_model_free (DiskModel *model);
void disk_model_apply (DiskModel *model,
                       const DiskLogRecord *record,
                       const char *name,
                       const char *second_name,
                       const guint8 *data);
void disk_model_set_root (DiskModel *model, guint64 inode);
void disk_model_build (DiskModel *model, DiskWorld world, GRand *random, const char *path);

G_END_DECLS
