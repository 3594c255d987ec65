import { Command } from 'commander'
import { action } from '../context.ts'
import type { DoctorOptions } from '../doctor/doctor.ts'
import type { HelpTexts } from '../help.ts'

export const doctorCommand = (help: HelpTexts): Command =>
  new Command('doctor')
    .description(help.doctor)
    .option('--key-backed-up', help.doctorBackedUp)
    .option('--aws', help.doctorAws)
    .option('--stage <name>', help.stage, 'prod')
    .action(
      action(async (ctx, options: DoctorOptions) => {
        const { doctor } = await import('../doctor/doctor.ts')
        return doctor(ctx, options)
      }),
    )
