/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

/* What record.c writes and disk-playback.c reads: one record after another, each followed by its
 * name, its second name and its data. Files and folders are called by their inodes' numbers. */
typedef enum
{
  DISK_LOG_CREATE = 1, /* name in folder, made as inode; a folder if is_folder */
  DISK_LOG_WRITE,      /* data at offset of inode */
  DISK_LOG_TRUNCATE,   /* inode to offset */
  DISK_LOG_RENAME,     /* name in folder to second name in second folder */
  DISK_LOG_LINK,       /* inode gets name in folder */
  DISK_LOG_UNLINK,     /* name in folder */
  DISK_LOG_SYNC_BEGIN, /* inode; what was done to it before this … */
  DISK_LOG_SYNC_END,   /* … is on the disk now */
  DISK_LOG_ANSWER,     /* a 200 went to port number inode, or what has that number was kept */
} DiskLogKind;

typedef struct
{
  uint32_t kind;
  uint32_t is_folder;
  uint64_t inode;
  uint64_t folder;
  uint64_t second_folder;
  uint64_t offset;
  uint64_t sync; /* joins a sync's begin and end */
  uint32_t name_length;
  uint32_t second_name_length;
  uint64_t data_length;
} DiskLogRecord;
